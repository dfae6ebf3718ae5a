// The server that `npm start` runs, on a port of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { inTree, root } from "./places.js";

export interface Server {
  readonly origin: string;
  stop(): void;
}

export async function startServer(): Promise<Server> {
  const program = inTree("build/dist/server/example-server.js");
  const child: ChildProcess = spawn(process.execPath, [program, "--accept-test", "--port", "0"], {
    cwd: root,
  });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString("utf8");
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () => reject(new Error(`the server did not start: ${said}`)));
  });
  return { origin, stop: () => child.kill() };
}
