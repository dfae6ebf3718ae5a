// The project's commands: node tools/run.mjs start | test | build | setup | fuzz. Needs nothing but Node until it has run
// `npm ci` itself.
const wanted = [20, 19]; // Vite's and ESLint's own minimum
const name = process.argv[2];

async function main() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
    throw new Error(`Kazashi needs Node ${wanted.join(".")} or later; this is ${process.version}.`);
  }
  const commands = {
    setup: async () =>
      (await import("./setup/index.mjs")).setup({ withTests: process.argv.includes("--with-tests") }),
    build: async () => (await import("./build.mjs")).build(),
    start: async () => (await import("./start.mjs")).start(),
    test: async () => (await import("./test.mjs")).test(),
    fuzz: async () => (await import("./fuzz.mjs")).fuzz(),
  };
  if (!Object.hasOwn(commands, name)) throw new Error(`usage: npm run ${Object.keys(commands).join(" | ")}`);
  await commands[name]();
}

main().catch((error) => {
  console.error(`\nkazashi ${name}: ${error.message}`);
  process.exitCode = 1;
});
