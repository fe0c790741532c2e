import { makeStyles, tokens } from '@fluentui/react-components';

/** Where there is more room, what does not fit into one line takes another. */
const PHONE = '@media (max-width: 639px)';
const BACK = tokens.colorNeutralBackground2;

export const useSidewaysStyles = makeStyles({
  frame: { position: 'relative', minWidth: 0 },
  box: {
    overflowX: 'auto',
    overscrollBehaviorX: 'contain',
    scrollbarWidth: 'none',
    // What is brought into view stands beside the edge that fades, not below it.
    scrollPaddingInline: '44px',
    '@media (prefers-reduced-motion: no-preference)': { scrollBehavior: 'smooth' },
    '& > *': { flexWrap: 'wrap', [PHONE]: { flexWrap: 'nowrap', width: 'max-content', minWidth: '100%' } },
  },
  /** There is more on this side: it fades out, and a press goes on. */
  edge: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    zIndex: 1,
    width: '44px',
    minWidth: 0,
    padding: 0,
    border: 'none',
    borderRadius: 0,
  },
  before: {
    left: 0,
    justifyContent: 'flex-start',
    backgroundImage: `linear-gradient(to right, ${BACK} 55%, transparent)`,
  },
  after: {
    right: 0,
    justifyContent: 'flex-end',
    backgroundImage: `linear-gradient(to left, ${BACK} 55%, transparent)`,
  },
});
