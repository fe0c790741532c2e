import { HostConfig } from 'adaptivecards';

/** A text colour pair; the values are Fluent's tokens, so the card follows the theme without being drawn again. */
const pair = (main: string, subtle = main) => ({ default: `var(--${main})`, subtle: `var(--${subtle})` });

const foregroundColors = {
  default: pair('colorNeutralForeground1', 'colorNeutralForeground3'),
  dark: pair('colorNeutralForeground1', 'colorNeutralForeground2'),
  light: pair('colorNeutralForeground3', 'colorNeutralForeground3'),
  accent: pair('colorBrandForeground1', 'colorBrandForeground2'),
  good: pair('colorStatusSuccessForeground1'),
  warning: pair('colorStatusWarningForeground3'),
  attention: pair('colorStatusDangerForeground1'),
};

const style = (background: string) => ({ backgroundColor: `var(--${background})`, foregroundColors });

const fontSizes = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 };
const fontWeights = { lighter: 400, default: 400, bolder: 600 };

/** Teams' measures: tight, left aligned, six actions at most. */
export const HOST_CONFIG = new HostConfig({
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--colorNeutralStroke2)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  fontTypes: {
    default: { fontFamily: 'var(--fontFamilyBase)', fontSizes, fontWeights },
    monospace: { fontFamily: 'var(--fontFamilyMonospace)', fontSizes, fontWeights },
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  containerStyles: {
    default: style('colorNeutralBackground1'),
    emphasis: style('colorNeutralBackground3'),
    accent: style('colorBrandBackground2'),
    good: style('colorStatusSuccessBackground1'),
    warning: style('colorStatusWarningBackground1'),
    attention: style('colorStatusDangerBackground1'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
  },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  textStyles: { heading: { weight: 'bolder', size: 'medium' } },
  textBlock: { headingLevel: 4 },
});
