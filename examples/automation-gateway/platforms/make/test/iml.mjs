/**
 * Ours, not Make's engine: the part of Make's markup (IML) that the files of this app use, written from Make's public
 * documentation (developers.make.com/custom-apps-documentation/block-elements/iml). Anything else throws.
 */
const FUNCTIONS = {
  ifempty: (value, other) => (value === undefined || value === null || value === "" ? other : value),
  join: (list, separator) => list.join(separator),
  length: (list) => list?.length ?? 0,
  get: (value, path) => property(value, path),
  split: (text, separator) => text.split(separator),
};

const TOKEN = /\s*(?:(\d+)|'([^']*)'|([A-Za-z_]\w*)|`([^`]+)`|(==|[!+().,]))/y;

/** Returns a property of a collection, or an item of an array, whose first is 1. */
function property(value, name) {
  if (value === undefined || value === null) {
    return undefined;
  }
  return Array.isArray(value) ? value[Number(name) - 1] : value[name];
}

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) {
      throw new Error(`not in our part of IML: ${text}`);
    }
    const [, number, string, name, quoted, sign] = match;
    found.push(
      number !== undefined ? { value: Number(number) }
        : string !== undefined ? { value: string }
        : name !== undefined ? { name }
        : quoted !== undefined ? { name: quoted, isQuoted: true }
        : { sign },
    );
  }
  return found;
}

/** Parses an expression into a function of the scope. */
function parse(text) {
  const rest = tokens(text);
  const accepts = (sign) => rest[0]?.sign === sign && Boolean(rest.shift());
  const expect = (sign) => {
    if (!accepts(sign)) {
      throw new Error(`${sign} expected: ${text}`);
    }
  };

  function equality() {
    const left = sum();
    if (!accepts("==")) {
      return left;
    }
    const right = sum();
    return (scope) => left(scope) === right(scope);
  }

  function sum() {
    let left = operand();
    while (accepts("+")) {
      const [first, second] = [left, operand()];
      left = (scope) => first(scope) + second(scope);
    }
    return left;
  }

  function operand() {
    if (accepts("!")) {
      const negated = operand();
      return (scope) => !negated(scope);
    }
    const token = rest.shift();
    if (token && "value" in token) {
      return () => token.value;
    }
    if (!token?.name || token.isQuoted) {
      throw new Error(`value expected: ${text}`);
    }
    return accepts("(") ? call(token.name) : path(token.name);
  }

  function call(name) {
    if (name !== "if" && !Object.hasOwn(FUNCTIONS, name)) {
      throw new Error(`function ${name} is not in our part of IML: ${text}`);
    }
    const values = [equality()];
    while (accepts(",")) {
      values.push(equality());
    }
    expect(")");
    return name === "if"
      ? (scope) => values[values[0](scope) ? 1 : 2](scope)
      : (scope) => FUNCTIONS[name](...values.map((value) => value(scope)));
  }

  function path(root) {
    const names = [];
    while (accepts(".")) {
      names.push(rest.shift()?.name);
    }
    return (scope) => {
      if (!Object.hasOwn(scope, root)) {
        throw new Error(`${root} is not available here: ${text}`);
      }
      return names.reduce(property, scope[root]);
    };
  }

  const expression = equality();
  if (rest.length > 0) {
    throw new Error(`not in our part of IML: ${text}`);
  }
  return expression;
}

/** Returns the expressions of a text. */
export function expressions(text) {
  return [...text.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1]);
}

/** Evaluates all texts in a value. A text that is one expression keeps the type of its value. */
export function evaluate(value, scope) {
  if (typeof value === "string") {
    const whole = /^\{\{((?:(?!\}\}).)*)\}\}$/.exec(value);
    return whole
      ? parse(whole[1])(scope)
      : value.replace(/\{\{(.*?)\}\}/g, (_, expression) => parse(expression)(scope) ?? "");
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope));
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, scope)]));
  }
  return value;
}
