import { makeStyles } from '@fluentui/react-components';

export const useSignsStyles = makeStyles({
  // The first ones are the most pressing: what follows makes room.
  sign: { minWidth: '28px', maxWidth: '100%', flexShrink: 1, ':first-child': { flexShrink: 0 } },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
});
