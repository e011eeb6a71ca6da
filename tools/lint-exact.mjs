// The rule that oxlint lacks: `a ** b` is Math.pow under another name, and engines round it differently in the last bit.

const MESSAGE = 'JavaScript engines round powers differently: multiply, or use Math.sqrt.';

/** Powers of two, written out, are exact everywhere. */
const isPowerOfTwo = ({ left, right }) =>
  left.type === 'Literal' && left.value === 2 && right.type === 'Literal' && Number.isInteger(right.value);

const noPower = {
  create: (context) => ({
    BinaryExpression: (node) => {
      if (node.operator === '**' && !isPowerOfTwo(node)) context.report({ node, message: MESSAGE });
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') context.report({ node, message: MESSAGE });
    },
  }),
};

// oxlint takes plugins as default exports only.
export default { meta: { name: 'exact' }, rules: { 'no-power': noPower } };
