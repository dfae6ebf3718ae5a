// Chain and signature, as often as each can in a slice of time. The slices of all take turns, so that whatever else the
// machine does meets them alike.
import { kazashi } from "./kazashi.mjs";
import { peers } from "./peers.mjs";
import { median } from "./statistics.mjs";
import { altered } from "./work.mjs";

export async function throughput(work, { rounds, milliseconds }) {
  const field = [];
  for (const { id, name, prepare } of [kazashi, ...peers]) {
    const verify = await prepare(work);
    // Whoever accepts anything is fast.
    if ((await verify(work.person)) !== true) throw new Error(`${name} does not accept the evidence`);
    for (const person of altered(work.person)) {
      if (await verify(person)) throw new Error(`${name} accepts what was altered`);
    }
    field.push({ id, name, verify, rates: [] });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const { verify, rates } of field) {
      const rate = await slice(verify, work.person, milliseconds);
      if (round > 0) rates.push(rate); // the first round warms up
    }
  }
  const ours = median(field[0].rates);
  return field.map(({ id, name, rates }) => {
    const middle = median(rates);
    return {
      id,
      name,
      median: middle,
      low: Math.min(...rates),
      high: Math.max(...rates),
      ratio: middle / ours,
    };
  });
}

async function slice(verify, person, milliseconds) {
  const begin = performance.now();
  let count = 0;
  let now = begin;
  while (now - begin < milliseconds) {
    const accepted = verify(person);
    // Awaiting what is no promise would cost the synchronous ones a turn of the event loop.
    if ((accepted instanceof Promise ? await accepted : accepted) !== true)
      throw new Error("it changed its mind");
    count += 1;
    now = performance.now();
  }
  return (count * 1000) / (now - begin);
}
