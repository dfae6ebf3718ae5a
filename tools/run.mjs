// The project's commands: node tools/run.mjs start | test | build | setup. Needs nothing but Node until it has run
// `npm ci` itself.
const wanted = 20;
const name = process.argv[2];

async function main() {
  if (Number(process.versions.node.split(".")[0]) < wanted) {
    throw new Error(`Kazashi needs Node ${wanted} or later; this is ${process.version}.`);
  }
  const commands = {
    setup: async () =>
      (await import("./setup/index.mjs")).setup({ withTests: process.argv.includes("--with-tests") }),
    build: async () => (await import("./build.mjs")).build(),
    start: async () => (await import("./start.mjs")).start(),
    test: async () => (await import("./test.mjs")).test(),
  };
  if (!Object.hasOwn(commands, name)) throw new Error(`usage: npm run ${Object.keys(commands).join(" | ")}`);
  await commands[name]();
}

main().catch((error) => {
  console.error(`\nkazashi ${name}: ${error.message}`);
  process.exitCode = 1;
});
