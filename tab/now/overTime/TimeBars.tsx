import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ResponsiveContainer, VerticalStackedBarChart } from '@fluentui/react-charts';
import { useOverTimeStyles } from './OverTime.styles';
import { useTimeBarsStyles } from './TimeBars.styles';

/** A day or month: its parts from the bottom up, and what they say. */
export interface Column {
  from: string;
  /** Below it; each column's own: there are no days of more than a quarter. */
  label: string;
  /** The same in full. */
  title: string;
  /** Something may still be added to it. */
  isUnfinished: boolean;
  parts: { name: string; value: number; color: string }[];
  words: string[];
  /** Shows the chats it is of. */
  open?: (() => void) | undefined;
}

/** Room for half of what stands below the last column. */
const MARGINS = { right: 40 };

interface TimeBarsProps {
  name: string;
  columns: Column[];
  /** Where the lines across stand, from nothing to the top: what is higher ends there. */
  lines: number[];
  wordsOf: (value: number) => string;
}

/** Columns over time. Where one is low, all the height above it opens what it opens. */
export function TimeBars({ name, columns, lines, wordsOf }: TimeBarsProps) {
  const styles = useTimeBarsStyles();
  const { quiet } = useOverTimeStyles();
  const top = lines.at(-1) ?? 1;
  const data = columns.map(({ label, title, parts, words, open }) => {
    let room = top;
    const chartData = parts.map(({ name: legend, value, color }) => {
      const data = Math.min(value, room);
      room -= data;
      return { legend, data, color };
    });
    return {
      xAxisPoint: label,
      chartData: [...chartData, { legend: '', data: room, color: open ? 'transparent' : 'none' }],
      stackCallOutAccessibilityData: { ariaLabel: [title, ...words].join(', ') },
    };
  });
  const ofPoint = (point: unknown) => columns.find(({ label }) => label === point);
  const plot = useRef<HTMLDivElement>(null);
  const bars = () => [...(plot.current?.querySelectorAll<SVGGElement>('g[id$="-singleBar"]') ?? [])];
  useEffect(() => {
    // The library calls each column a list to choose from, and draws anew whenever its width changes.
    const named = () => {
      for (const [index, bar] of bars().entries()) {
        bar.setAttribute('role', columns[index]?.open ? 'button' : 'img');
        bar.toggleAttribute('data-unfinished', columns[index]?.isUnfinished ?? false);
      }
    };
    named();
    const observer = new MutationObserver(named);
    if (plot.current) observer.observe(plot.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [columns]);
  // The library would leave the words of a column standing there when the keyboard goes on.
  const [isTold, setTold] = useState(true);
  const onBlur = ({ relatedTarget }: FocusEvent) => setTold(plot.current?.contains(relatedTarget) ?? false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTold(false);
    const all = bars();
    const index = all.indexOf(event.target as SVGGElement);
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (index < 0) return;
    if (by !== undefined) all.at((index + by) % all.length)?.focus();
    else if (event.key === 'Enter' || event.key === ' ') columns[index]?.open?.();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={plot}
      className={styles.plot}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onFocus={() => setTold(true)}
      onMouseMove={() => setTold(true)}
    >
      <ResponsiveContainer>
        <VerticalStackedBarChart
          data={data}
          hideLegend
          hideLabels
          isCalloutForStack
          barWidth="auto"
          maxBarWidth={48}
          xAxisInnerPadding={0.1}
          xAxisOuterPadding={0}
          yMaxValue={top}
          yAxisTickCount={lines.length - 1}
          yAxisTickValues={lines}
          yAxisTickFormat={wordsOf}
          showYAxisLables
          margins={MARGINS}
          svgProps={{ role: 'group', 'aria-label': name }}
          styles={{ root: styles.chart }}
          onBarClick={(_, stack) => 'xAxisPoint' in stack && ofPoint(stack.xAxisPoint)?.open?.()}
          calloutPropsPerDataPoint={() => (isTold ? {} : { isPopoverOpen: false })}
          onRenderCalloutPerStack={(stack) => {
            const column = ofPoint(stack?.xAxisPoint);
            return column ? (
              <div className={styles.words}>
                <strong>{column.title}</strong>
                {column.words.map((word, index) => (
                  <div key={index} className={quiet}>
                    {word}
                  </div>
                ))}
              </div>
            ) : null;
          }}
        />
      </ResponsiveContainer>
    </div>
  );
}
