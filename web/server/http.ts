// The little of HTTP that the example server needs beside its own two answers.
import type { IncomingMessage, ServerResponse } from "node:http";
import { KazashiError } from "../core/failure.js";
import type { FailureCode } from "../core/generated/codes.js";
import { securityHeaders } from "./static-site.js";

/** A refusal before anything is verified. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: FailureCode,
  ) {
    super(code);
  }
}

/** Evidence is about five thousand octets; the core takes no more than 32 KiB. */
const largestBody = 64 * 1024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) throw new Refusal(413, "server.request-malformed");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A browser names the page's origin in every POST and no page can change it. */
export function requireOrigin(request: IncomingMessage, origin: string): void {
  if (request.headers.origin !== origin) throw new Refusal(403, "server.origin-refused");
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const octets = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...securityHeaders,
    "Cache-Control": "no-store",
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": octets.length,
  });
  response.end(octets);
}

/** Says by code why there is no other answer. Whatever is not foreseen is this program's fault and tells nothing. */
export function answerFailure(response: ServerResponse, error: unknown): void {
  const [status, code]: [number, FailureCode] =
    error instanceof Refusal
      ? [error.status, error.code]
      : error instanceof SyntaxError
        ? [400, "server.request-malformed"]
        : error instanceof KazashiError
          ? [400, error.code]
          : [500, "internal.error"];
  if (status === 500) console.error(error);
  if (response.headersSent) response.destroy();
  else answerJson(response, status, { ok: false, failure: { code } });
}

/** Another name for this machine is another origin: the page goes on under the one that the card will sign for. */
export function redirectedTo(origin: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "GET" || `http://${request.headers.host}` === origin) return false;
  response.writeHead(307, { Location: origin + (request.url ?? "/") }).end();
  return true;
}
