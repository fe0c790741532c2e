import { makeStyles, tokens } from '@fluentui/react-components';
import { ROW_HOVER } from '../../parts/Hovered.styles';

export const useTimeBarsStyles = makeStyles({
  plot: {
    height: '200px',
    minWidth: 0,
    '& rect': { cursor: 'pointer' },
    // Opens nothing, and says so all the same.
    '& rect[fill="none"]': { cursor: 'default', pointerEvents: 'all' },
    // Not over yet.
    '& g[data-unfinished] rect:not([fill="none"]):not([fill="transparent"])': {
      fillOpacity: 0.4,
      stroke: tokens.colorNeutralForeground1,
      strokeDasharray: '4 3',
    },
    '& g[id$="-singleBar"]:hover rect[fill="transparent"]': { fill: `var(--${ROW_HOVER})` },
    '& g[id$="-singleBar"]:focus': { outline: 'none' },
    '& g[id$="-singleBar"]:focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      // What is drawn is not given the colours of high contrast by itself.
      '@media (forced-colors: active)': { outlineColor: 'CanvasText' },
    },
    // They stand above columns that open something, too.
    '& .fui-PopoverSurface': { pointerEvents: 'none' },
  },
  // What a column says hangs over the edge of the chart.
  chart: { overflow: 'visible' },
  words: { maxWidth: '240px', overflowWrap: 'anywhere' },
});
