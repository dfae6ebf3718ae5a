// What the bundler makes of files that are not code.
declare module "*?url" {
  const url: string;
  export default url;
}
