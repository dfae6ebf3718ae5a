// The tables in JsonLogic, form for form, as somebody would write them who wants the same answers: true, false or null for
// unknown, the names of what is missing, dates that exist. JsonLogic has no three-valued connectives and no dates, so they
// are added as operations, each as short as it can be; everything else is its own.
import { dateFunctions } from "./rules-dates.mjs";

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
  "unknown?": (a) => a === null,
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

const comparisons = { eq: "=?", lt: "<?", le: "<=?", gt: ">?", ge: ">=?" };

/** { rows: [{ row, outcome, basis, flags, when, lacking, values }], flags, required } with JsonLogic in it. */
export function inJsonLogic(decision) {
  const inputsOf = (term) => {
    if (typeof term !== "object" || Array.isArray(term)) return [];
    if ("in" in term) return [term.in];
    const { args } = "fn" in term ? term : decision.derived.find(({ name }) => name === term.derived);
    return args.flatMap(inputsOf);
  };
  const term = (side) => {
    if (typeof side !== "object") return side;
    if ("in" in side) return { var: side.in };
    if ("fn" in side) return { [side.fn]: side.args.map(term) };
    return term(withoutName(decision.derived.find(({ name }) => name === side.derived)));
  };
  const condition = (when) => {
    if (when.all) return { "all?": when.all.map(condition) };
    if (when.any) return { "any?": when.any.map(condition) };
    if (when.not) return { "not?": [condition(when.not)] };
    if (when.present) return { "!==": [{ var: when.present }, null] };
    if (when.true) return true;
    const [left, comparison, right] = when.cmp;
    if (comparison === "in") return { "in?": [term(left), right] };
    return { [comparisons[comparison]]: [term(left), term(right)] };
  };
  /** The names that an undecided condition still needs; asked of the one row that stops a table. */
  const lacking = (when) => {
    const parts = when.all ?? when.any ?? (when.not ? [when.not] : []);
    if (parts.length > 0) {
      return { if: [{ "unknown?": [condition(when)] }, { merge: parts.map(lacking) }, []] };
    }
    return when.cmp ? { missing: inputsOf(when.cmp[0]).concat(inputsOf(when.cmp[2])) } : [];
  };
  return {
    inputs: decision.inputs,
    constraints: decision.constraints ?? [],
    rows: decision.rules.map(({ rule, when, then: { outcome, ...values }, basisQuote, flags }) => ({
      row: rule,
      outcome,
      basis: basisQuote,
      flags,
      when: condition(when),
      lacking: lacking(when),
      values: Object.entries(values).map(([name, side]) => [name, term(side)]),
    })),
    flags: decision.flagRules.map(({ flag, when }) => [flag, condition(when)]),
  };
}

const withoutName = ({ fn, args }) => ({ fn, args });

const fits = {
  date: (value) => typeof value === "string" && dateExists(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === "boolean",
  enum: (value, { values }) => values.includes(value),
};
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function dateExists(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/**
 * A peer decides { decision, inputs } and answers as the core does. `evaluator` turns logic into a function of the data.
 */
export function jsonLogicPeer(decisions, evaluator) {
  const tables = new Map(
    decisions.map((decision) => {
      const { rows, flags, ...table } = inJsonLogic(decision);
      const prepared = {
        ...table,
        rows: rows.map((row) => ({
          ...row,
          when: evaluator(row.when),
          lacking: evaluator(row.lacking),
          values: row.values.map(([name, logic]) => [name, evaluator(logic)]),
        })),
        flags: flags.map(([flag, logic]) => [flag, evaluator(logic)]),
      };
      return [decision.id, prepared];
    }),
  );
  return ({ decision, inputs: given }) => {
    const { inputs, constraints, rows, flags } = tables.get(decision);
    const facts = {};
    for (const input of inputs) {
      const value = given[input.name];
      if (value !== undefined && fits[input.type](value, input)) facts[input.name] = value;
    }
    for (const { input, notAfter, notBefore, minimum } of constraints) {
      const value = facts[input];
      if (value < minimum || value > facts[notAfter] || value < facts[notBefore]) delete facts[input];
    }
    for (const { row, outcome, basis, flags: own, when, lacking, values } of rows) {
      const truth = when(facts);
      if (truth === false) continue;
      if (truth === null) {
        const wanted = new Set(lacking(facts));
        const missing = inputs
          .filter(({ name, optional }) => !optional && wanted.has(name))
          .map(({ name }) => name);
        const invalid = missing.filter((name) => given[name] !== undefined);
        return { outcome: "indeterminate", row: "", basis: "", values: {}, flags: [], missing, invalid };
      }
      const raised = [...own];
      for (const [flag, raise] of flags)
        if (raise(facts) === true && !raised.includes(flag)) raised.push(flag);
      const said = {};
      for (const [name, value] of values) said[name] = value(facts);
      return { outcome, row, basis, values: said, flags: raised.sort(), missing: [], invalid: [] };
    }
    return { outcome: "indeterminate", row: "", basis: "", values: {}, flags: [], missing: [], invalid: [] };
  };
}
