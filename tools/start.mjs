// `npm start`: sets up, builds, and serves the demo on this machine.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { say } from "./setup/console.mjs";
import { root } from "./setup/places.mjs";

export async function start() {
  await build();
  say("\nServing the demo; stop it with Ctrl-C.");
  // Not through npm, which would not hand signals on.
  const program = join(root, "build", "dist", "server", "example-server.js");
  const server = spawn(process.execPath, [program, ...process.argv.slice(3)], {
    cwd: root,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  await new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("close", (code, signal) =>
      code === 0 || signal ? resolve() : reject(new Error(`the server ended with ${code}`)),
    );
  });
}
