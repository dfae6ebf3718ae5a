// What asking the core tells of a table's rows: those that never fire, cases without a row, rows that contradict each other.
import type { Decision, Row, Service } from "./book.js";
import type { BookFile } from "./book-files.js";
import type { Case } from "./cases.js";
import { type Decider, type DecideLines, explore } from "./reach.js";
import { error, note, type Place, places, type Remark, rulebookOf } from "./remark.js";

export function rowRemarks(book: BookFile, core: DecideLines, load: Decider): readonly Remark[] {
  return places([book]).flatMap(({ service, decision, place }) => {
    const { fired, gap, complete } = explore(decision, core);
    const remarks: Remark[] = [];
    if (!complete) {
      remarks.push(
        note(
          "not-fully-explored",
          place,
          "there are more ways through this table than are tried: rows may be reachable that no case here reached",
        ),
      );
    }
    for (const [index, row] of decision.rules.entries()) {
      if (fired.has(row.rule)) continue;
      const at = { ...place, pointer: `${place.pointer}/rules/${index}` };
      remarks.push(unreachable(row, at, service, decision, core, load, complete));
    }
    if (gap) remarks.push(note("gap", place, "no row covers this case", { example: gap }));
    return [...remarks, ...overlaps(service, decision, place, fired, load)];
  });
}

/** The row without those before it: whether it can be true at all, and who is in its way. */
function unreachable(
  row: Row,
  at: Place,
  service: Service,
  decision: Decision,
  core: DecideLines,
  load: Decider,
  certain: boolean,
): Remark {
  const alone = { ...decision, rules: [row], flagRules: [] };
  const single = load(rulebookOf([{ ...service, decisions: [alone] }]));
  const example = single ? explore(alone, single, (fired) => fired.size > 0).fired.get(row.rule) : undefined;
  single?.dispose();
  const say = certain ? error : note;
  if (!example) return say("unreachable", at, `${row.rule} can never be true`, { rows: [row.rule] });
  const answer = core.decide(`${JSON.stringify({ decision: decision.id, inputs: example })}\n`);
  const { row: first } = JSON.parse(answer) as { row: string };
  const by = first ? `, ${first} in this case` : "";
  return say("unreachable", at, `${row.rule} never fires: rows before it take all its cases${by}`, {
    rows: first ? [first, row.rule] : [row.rule],
    example,
  });
}

/**
 * Pairs of rows that are true together and would say different things. Legal, for the first one counts, and often meant:
 * a row says so by `precedes`, with its reason. Every other pair is worth a look, and so is a reason for nothing.
 */
function overlaps(
  service: Service,
  decision: Decision,
  place: Place,
  reachable: ReadonlyMap<string, Case>,
  load: Decider,
): readonly Remark[] {
  const pairs = decision.rules.flatMap((first, index) =>
    decision.rules
      .slice(index + 1)
      // A last row for "everything else" overlaps with all others and is meant to.
      .filter((second) => !("true" in second.when) && reachable.has(first.rule) && reachable.has(second.rule))
      .filter((second) => first.then.outcome !== second.then.outcome)
      .map((second) => ({ first, second })),
  );
  const meant = new Set(
    decision.rules.flatMap(({ rule, precedes }) => (precedes?.rows ?? []).map((row) => pairOf(rule, row))),
  );
  const tables = pairs.map(({ first, second }, index) => ({
    ...decision,
    id: `D-PAIR-${index}`,
    rules: [{ ...first, when: { all: [first.when, second.when] } }],
    flagRules: [],
  }));
  const found = inGroups(tables, 200).flatMap((group) => {
    const core = load(rulebookOf([{ ...service, decisions: group }]));
    if (!core) return [];
    try {
      return group.flatMap((table) => {
        const pair = pairs[tables.indexOf(table)];
        const { fired } = explore(table, core, (found) => found.size > 0);
        const [example] = fired.values();
        if (!pair || !example) return [];
        const { first, second } = pair;
        if (meant.delete(pairOf(first.rule, second.rule))) return [];
        const message =
          `${first.rule} (${first.then.outcome}) and ${second.rule} (${second.then.outcome}) are both true here; ` +
          `${first.rule} counts because it comes first`;
        return [note("overlap", place, message, { rows: [first.rule, second.rule], example })];
      });
    } finally {
      core.dispose();
    }
  });
  const idle = [...meant].map((pair) => {
    const rows = pair.split(" ");
    return note(
      "no-overlap",
      place,
      `${rows[0]} says why it precedes ${rows[1]}, and no case was found for both`,
      { rows },
    );
  });
  return [...found, ...idle];
}

const pairOf = (first: string, second: string): string => `${first} ${second}`;

/** A service may hold 256 decisions at most. */
function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return items.length === 0 ? [] : [items.slice(0, size), ...inGroups(items.slice(size), size)];
}
