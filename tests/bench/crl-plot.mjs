// The plot of the CRL bench: seconds and mebibytes over the number of entries, all on logarithmic axes, where what grows
// with the number of entries is a straight line.
const width = 720;
const height = 420;
const margin = { left: 62, right: 175, top: 24, bottom: 46 };

const power = (exponent) => (exponent >= 0 ? `${10 ** exponent}` : (10 ** exponent).toFixed(-exponent));

/** `entries`: {count, ingested (ms), growth, file (octets), theirs?: {ingested, growth}} by count. */
export function growthPlot(entries) {
  const series = [
    ["ingesting, s", "#0b6e4f", "", (entry) => entry.ingested / 1000],
    ["the set, MiB", "#1d4e89", "", (entry) => entry.file / 2 ** 20],
    ["memory to make it, MiB", "#1d4e89", "5 4", (entry) => entry.growth / 2 ** 20],
    ["OpenSSL's objects, s", "#b3451c", "", (entry) => entry.theirs && entry.theirs.ingested / 1000],
    ["OpenSSL's objects, MiB", "#b3451c", "5 4", (entry) => entry.theirs && entry.theirs.growth / 2 ** 20],
  ].map(([label, colour, dash, value]) => ({
    label,
    colour,
    dash,
    points: entries.map((entry) => [entry.count, value(entry)]).filter(([, y]) => y > 0),
  }));
  const ys = series.flatMap(({ points }) => points.map(([, y]) => Math.log10(y)));
  const [low, high] = [Math.floor(Math.min(...ys)), Math.ceil(Math.max(...ys))];
  const counts = entries.map(({ count }) => Math.log10(count));
  const [first, last] = [Math.min(...counts), Math.max(...counts)];
  const x = (count) =>
    margin.left + ((Math.log10(count) - first) / (last - first)) * (width - margin.left - margin.right);
  const y = (value) =>
    height -
    margin.bottom -
    ((Math.log10(value) - low) / (high - low)) * (height - margin.top - margin.bottom);

  const parts = [];
  for (let exponent = low; exponent <= high; ++exponent) {
    const at = y(10 ** exponent).toFixed(1);
    parts.push(`<path d="M${margin.left} ${at}H${width - margin.right}" stroke="#d8d8d8"/>`);
    parts.push(
      `<text x="${margin.left - 8}" y="${Number(at) + 4}" text-anchor="end">${power(exponent)}</text>`,
    );
  }
  for (const { count } of entries) {
    parts.push(
      `<text x="${x(count).toFixed(1)}" y="${height - margin.bottom + 18}" text-anchor="middle">${count.toLocaleString("en")}</text>`,
    );
  }
  parts.push(
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">entries in the CRL</text>`,
  );
  const labels = [];
  for (const { label, colour, dash, points } of series) {
    if (points.length === 0) continue;
    const line = points.map(([count, value]) => `${x(count).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
    parts.push(
      `<path d="M${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    );
    for (const [count, value] of points)
      parts.push(`<circle cx="${x(count).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${colour}"/>`);
    const [count, value] = points.at(-1);
    labels.push({ label, colour, x: x(count) + 8, y: y(value) + 4 });
  }
  labels.sort((a, b) => a.y - b.y);
  for (let i = 0; i < labels.length; ++i) {
    const close = labels.slice(0, i).filter((other) => Math.abs(other.x - labels[i].x) < 120);
    for (const other of close) labels[i].y = Math.max(labels[i].y, other.y + 14);
    const { label, colour, x: left, y: top } = labels[i];
    parts.push(`<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" fill="${colour}">${label}</text>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="Time and memory over the number of entries">
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}
