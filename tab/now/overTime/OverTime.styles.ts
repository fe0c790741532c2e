import { makeStyles, tokens } from '@fluentui/react-components';

export const useOverTimeStyles = makeStyles({
  scroll: {
    overflowY: 'auto',
    flexGrow: 1,
    minHeight: 0,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
  },
  column: { maxWidth: '1180px', margin: '0 auto' },
  title: {
    margin: `${tokens.spacingVerticalL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
  },
  control: {
    flexBasis: '150px',
    flexGrow: 1,
    maxWidth: '260px',
    minWidth: 0,
    '& > *': { minWidth: 0, maxWidth: '100%' },
  },
  about: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  aboveCards: { marginBottom: tokens.spacingVerticalS },
  grid: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 100%), 1fr))',
    gap: tokens.spacingHorizontalS,
    '@media (max-width: 359px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  /** Numbers of a row stand at one height, however many lines the names above them take. */
  card: {
    display: 'grid',
    gridRow: 'span 2',
    gridTemplateRows: 'subgrid',
    rowGap: 0,
    minWidth: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  wideCard: { gridColumn: 'span 2' },
  value: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  open: { fontSize: 'inherit', lineHeight: 'inherit', fontWeight: 'inherit', fontVariantNumeric: 'inherit' },
  grades: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    fontVariantNumeric: 'tabular-nums',
  },
  grade: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  gradeName: { whiteSpace: 'nowrap' },
  track: {
    flexGrow: 1,
    minWidth: '16px',
    height: '8px',
    backgroundColor: tokens.colorNeutralBackground4,
    '& > span': { display: 'block', height: '100%' },
  },
  quiet: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  wide: {
    overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  table: {
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
      textAlign: 'end',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      whiteSpace: 'nowrap',
    },
    '& th': { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
    '& th:first-child': { textAlign: 'start', maxWidth: '220px', overflow: 'hidden', textOverflow: 'ellipsis' },
  },
  full: { width: '100%' },
  load: { '& td': { minWidth: '26px', padding: `${tokens.spacingVerticalXXS} 2px`, textAlign: 'center' } },
  figure: { margin: 0, minWidth: 0 },
  dark: { backgroundColor: tokens.colorCompoundBrandBackground },
  summary: { cursor: 'pointer', padding: `${tokens.spacingVerticalS} 0`, fontSize: tokens.fontSizeBase200 },
});

/** The darkest still leaves the number on it readable, in every theme. */
const DARKEST = 40;

/** @param share of the highest, 0…1 */
export const tint = (share: number): string =>
  `color-mix(in srgb, ${tokens.colorCompoundBrandBackground} ${Math.round(share * DARKEST)}%, transparent)`;
