import type { CSSProperties } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { HOVERED } from '../parts/Hovered.styles';
import type { Column } from './filters';

const WIDTHS: Record<Column, string> = {
  status: 'minmax(0, 2fr)',
  queue: 'minmax(0, 1fr)',
  bot: 'minmax(0, 1fr)',
  agent: 'minmax(0, 1fr)',
  opened: '164px',
  waited: '96px',
  ended: '164px',
  language: '110px',
  rating: '130px',
  summary: 'minmax(0, 2fr)',
};

/** The columns one has chosen, beside the customer's. */
export const templateOf = (columns: readonly Column[]): CSSProperties => ({
  gridTemplateColumns: ['minmax(0, 2.2fr)', ...columns.map((column) => WIDTHS[column])].join(' '),
});

/** Wider, and the eye loses the line between a name and what stands at its end. */
const WIDEST = { maxWidth: '2000px', boxSizing: 'border-box' } as const;

const NARROW = '@media (max-width: 899px)';

export const useHistoryStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(132px, 100%), 1fr))',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    // Not as wide as its column, and beside the next.
    '& > button': { justifySelf: 'start', maxWidth: '100%' },
    flexShrink: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  search: { minWidth: 0, gridColumn: 'span 2', [NARROW]: { gridColumn: '1 / -1' } },
  field: {
    minWidth: 0,
    '& > *': { minWidth: 0 },
    '& select, & input': { minWidth: 0, width: '100%' },
  },
  scroll: { overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  columns: {
    ...WIDEST,
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    position: 'sticky',
    top: 0,
    zIndex: 2,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    [NARROW]: { display: 'none' },
  },
  rows: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    position: 'relative',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': HOVERED,
  },
  row: {
    ...WIDEST,
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  narrow: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  head: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    '& > :last-child': { flexShrink: 0 },
    '& > :first-child': { flexShrink: 1, minWidth: 0 },
  },
  rest: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
  },
  open: {
    font: 'inherit',
    color: 'inherit',
    textAlign: 'left',
    padding: 0,
    border: 'none',
    background: 'none',
    cursor: 'pointer',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':focus-visible::after': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  // Alone on its line, so that the choices below stand in pairs.
  toggle: { gridColumn: '1 / -1' },
  chips: {
    gridColumn: 'span 3',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    // As high as the fields and buttons beside them.
    minHeight: '32px',
    [NARROW]: { gridColumn: '1 / -1' },
  },
  /** What one came with, in words of any length. */
  phrase: {
    gridColumn: '1 / -1',
    minWidth: 0,
    '& > bdi': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  },
  cell: { textAlign: 'left', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  small: { [NARROW]: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
  /** For the screen reader only. */
  spoken: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    flexShrink: 0,
  },
  pager: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  place: { flexGrow: 1, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  count: {
    flexGrow: 1,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    // Where there is no count, the choices begin at the side.
    [NARROW]: { flexGrow: 0, ':not(:empty)': { flexBasis: '100%' } },
  },
  order: { minWidth: 0 },
  hits: {
    listStyleType: 'none',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
  },
  hit: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  /** Above the row's own press, which covers all of it. */
  hitButton: {
    position: 'relative',
    zIndex: 1,
    font: 'inherit',
    color: 'inherit',
    textAlign: 'start',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    cursor: 'pointer',
    maxWidth: '100%',
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  hitBy: { fontWeight: tokens.fontWeightSemibold },
  mark: { backgroundColor: 'Mark', color: 'MarkText' },
  more: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalL },
});
