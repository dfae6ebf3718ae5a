// Serves the built pages with the headers they need. Only files that were there at the start are ever answered, so no
// path in a request reaches the file system.
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** The page runs WebAssembly and opens a USB reader, and nothing else that a policy could forbid. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Permissions-Policy": "usb=(self), camera=(), microphone=(), geolocation=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

/** A request handler that says whether the request was for a file of `folder`. */
export function staticSite(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Map<string, { body: Buffer; type: string }>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const address = `/${relative(folder, path).split(sep).join("/")}`;
    const file = {
      body: readFileSync(path),
      type: contentTypes[extname(path)] ?? "application/octet-stream",
    };
    files.set(address, file);
    if (entry.name === "index.html") files.set(address.slice(0, -"index.html".length), file);
  }
  return (request, response) => {
    const file = files.get(decodePath(request.url ?? "/"));
    if (!file || (request.method !== "GET" && request.method !== "HEAD")) return false;
    response.writeHead(200, {
      ...securityHeaders,
      "Content-Type": file.type,
      "Content-Length": file.body.length,
    });
    response.end(request.method === "HEAD" ? undefined : file.body);
    return true;
  };
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url.split("?", 1)[0] ?? "/");
  } catch {
    return url; // not a path that anything is stored under
  }
}
