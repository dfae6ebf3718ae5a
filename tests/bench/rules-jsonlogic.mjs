// Ten tables in JsonLogic, written by hand (jsonlogic/*.json), and the little that stands around them.
//
// They give the answers that the core gives: true, false or null for unknown, the names of what is missing, dates that exist.
// JsonLogic has no three-valued connectives and no dates, so they are added as operations, each as short as it can be;
// everything else is its own.
//
//   inputs      by name in the order of the table: "date", "boolean", or the words it may be
//   impossible  by input: what makes a given value as unknown as none
//   derived     values that rows use, worked out once
//   rows        in order; `when` is true, false or null, `asks` the names of what it still needs where it is null
//   flags       by name, raised where they are true
import { readFileSync } from "node:fs";
import { dateFunctions } from "./rules-dates.mjs";

/** The tables as they stand in their files. */
export function handWrittenTables(ids) {
  const read = (id) => JSON.parse(readFileSync(new URL(`jsonlogic/${id}.json`, import.meta.url), "utf8"));
  return ids.map((id) => ({ id, ...read(id) }));
}

/** Operations for both evaluators; a comparison with something unknown is unknown. */
export const operations = {
  ...Object.fromEntries(
    Object.entries(dateFunctions).map(([name, code]) => [
      name,
      (a, b, c) => (a === null || b === null ? null : code(a, b, c)),
    ]),
  ),
  "=?": (a, b) => (a === null || b === null ? null : a === b),
  "<?": (a, b) => (a === null || b === null ? null : a < b),
  "<=?": (a, b) => (a === null || b === null ? null : a <= b),
  ">?": (a, b) => (a === null || b === null ? null : a > b),
  ">=?": (a, b) => (a === null || b === null ? null : a >= b),
  "in?": (a, list) => (a === null ? null : list.includes(a)),
  "not?": (a) => (a === null ? null : !a),
  "all?"(...parts) {
    let result = true;
    for (const part of parts) {
      if (part === false) return false;
      if (part === null) result = null;
    }
    return result;
  },
  "any?"(...parts) {
    let result = false;
    for (const part of parts) {
      if (part === true) return true;
      if (part === null) result = null;
    }
    return result;
  },
};

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function dateExists(text) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
function fitsOf(type) {
  if (type === "date") return dateExists;
  if (type === "boolean") return (value) => typeof value === "boolean";
  return (value) => type.includes(value);
}

const indeterminate = { outcome: "indeterminate", row: "", basis: "", values: {}, flags: [] };

/**
 * A peer decides { decision, inputs } and answers as the core does. `evaluator` turns logic into a function of the data.
 */
export function jsonLogicPeer(tables, evaluator) {
  const prepare = (logic = {}) => Object.entries(logic).map(([name, one]) => [name, evaluator(one)]);
  const prepared = new Map(
    tables.map(({ id, inputs, impossible, derived, rows, flags }) => [
      id,
      {
        inputs: Object.entries(inputs).map(([name, type]) => [name, fitsOf(type)]),
        impossible: prepare(impossible),
        derived: prepare(derived),
        rows: rows.map(({ when, asks = [], values, flags: own = [], ...row }) => ({
          ...row,
          own,
          when: evaluator(when),
          asks: evaluator(asks),
          values: prepare(values),
        })),
        flags: prepare(flags),
      },
    ]),
  );
  return ({ decision, inputs: given }) => {
    const { inputs, impossible, derived, rows, flags } = prepared.get(decision);
    const facts = {};
    for (const [name, fits] of inputs) {
      const value = given[name];
      if (value !== undefined && fits(value)) facts[name] = value;
    }
    for (const [name, test] of impossible) if (test(facts) === true) delete facts[name];
    for (const [name, value] of derived) facts[name] = value(facts);
    for (const { row, outcome, basis, own, when, asks, values } of rows) {
      const truth = when(facts);
      if (truth === false) continue;
      if (truth === null) {
        const missing = asks(facts);
        return { ...indeterminate, missing, invalid: missing.filter((name) => given[name] !== undefined) };
      }
      const raised = [...own];
      for (const [flag, raise] of flags) if (raise(facts) === true) raised.push(flag);
      if (raised.length > own.length) raised.sort();
      const said = {};
      for (const [name, value] of values) said[name] = value(facts);
      return { outcome, row, basis, values: said, flags: raised, missing: [], invalid: [] };
    }
    return { ...indeterminate, missing: [], invalid: [] };
  };
}
