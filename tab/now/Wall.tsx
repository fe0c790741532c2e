import { type CSSProperties, useEffect, useRef, useState } from 'react';
import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
} from '@fluentui/react-components';
import { DismissRegular, LinkRegular } from '@fluentui/react-icons';
import type { DeskNow, QueueNow, WallLink } from '../../src/contract/api';
import { post } from '../desk/api';
import { zoneHere } from '../desk/clock';
import { Failed, LoadingRows, StatePanel } from '../parts/StatePanels';
import { useAlone } from '../parts/useAlone';
import { useClock } from '../parts/useClock';
import { useGivesFocusBack } from '../parts/useGivesFocusBack';
import { useLocale } from '../parts/you';
import { clockWords, durationWords } from '../words/times';
import { nowWords } from '../words/now';
import { wallWords } from '../words/wall';
import { serviceWords, than, longestThan, type Trend } from './figures';
import { useDeskNow } from './useDeskNow';
import { ageOf, shownOf } from './wallShown';
import { useAwake } from './useAwake';
import { useFit } from './useFit';
import { useWallStyles } from './Wall.styles';

/** Of what nobody touches for days; a failed round is tried again with the next. */
const REFRESH_MS = 15_000;

interface WallProps {
  /** Ids of queues; none: all of them. */
  queueIds: readonly string[];
  onClose: () => void;
}

/** Figures of the moment for a whole room: no names of customers, large, and loud once they are old. */
export function Wall({ queueIds, onClose }: WallProps) {
  const styles = useWallStyles();
  const locale = useLocale();
  const now = useClock();
  const close = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState(queueIds);
  const { data, error, refetch } = useDeskNow({ everyMs: REFRESH_MS, unseenToo: true });
  useAwake();
  const wall = useAlone();
  useGivesFocusBack();
  useEffect(() => {
    close.current?.focus();
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onClose]);
  const age = data ? ageOf(data.at, now) : null;
  return (
    <section ref={wall} className={styles.wall} aria-label={wallWords.title} data-testid="wall">
      <div className={styles.bar}>
        <time className={styles.clock}>{clockWords(new Date(now).toISOString(), locale)}</time>
        {data && <Choice data={data} chosen={chosen} onChoose={setChosen} />}
        <CopyLink queueIds={chosen} />
        <Button
          ref={close}
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={wallWords.close}
          onClick={onClose}
          data-testid="wall-close"
        />
      </div>
      {!data && !error && <LoadingRows label={wallWords.loading} />}
      {!data && error && <Failed fill what={wallWords.failed} error={error} onRetry={() => void refetch()} />}
      {data && age !== null && (
        <div className={styles.stale} role="alert" data-testid="wall-stale">
          <div className={styles.staleTitle}>{wallWords.stale}</div>
          {wallWords.staleSince({ time: clockWords(data.at, locale), duration: durationWords(age) })}{' '}
          {wallWords.staleMeans}
        </div>
      )}
      {data && <Tiles data={data} chosen={chosen} isOld={age !== null} />}
    </section>
  );
}

function Tiles({ data, chosen, isOld }: { data: DeskNow; chosen: readonly string[]; isOld: boolean }) {
  const styles = useWallStyles();
  const { shown, more } = shownOf(data.queues, chosen);
  if (shown.length === 0 && chosen.length > 0) {
    return (
      <StatePanel fill title={wallWords.notYours} testId="wall-not-yours">
        {wallWords.notYoursMeans}
      </StatePanel>
    );
  }
  if (shown.length === 0) return <StatePanel fill title={wallWords.noQueue} />;
  return (
    <>
      <ul
        className={mergeClasses(styles.tiles, isOld && styles.old)}
        aria-label={wallWords.queues}
        style={{ '--columns': Math.ceil(Math.sqrt(shown.length)) } as CSSProperties}
      >
        {shown.map((each) => (
          <Tile key={each.queue.id} figures={each} />
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{wallWords.more({ count: more })}</p>}
    </>
  );
}

function Tile({ figures }: { figures: QueueNow }) {
  const styles = useWallStyles();
  const { queue, waiting, late, claimed, available, before } = figures;
  const inside = useFit(figures);
  const isBare = waiting > 0 && available === 0;
  return (
    <li
      className={mergeClasses(styles.tile, (late > 0 || isBare) && styles.alarm)}
      data-testid="wall-queue"
      data-queue={queue.id}
    >
      <div ref={inside} className={styles.inside}>
        <div className={styles.name} dir="auto">
          {queue.name}
        </div>
        <div className={styles.main}>
          <span className={styles.waiting}>{waiting}</span>
          <span className={styles.words}>
            {wallWords.waiting} <Than trend={than(waiting, before?.waiting)} />
            {late > 0 && <div className={styles.loud}>{wallWords.overdue({ count: late })}</div>}
            {figures.leftMessages > 0 && <div>{nowWords.leftMessages({ count: figures.leftMessages })}</div>}
            {figures.onHold > 0 && (
              <div>{nowWords.onHoldOf({ count: figures.onHold, ranOut: figures.holdsRanOut })}</div>
            )}
            {isBare && <div className={styles.loud}>{wallWords.nobody}</div>}
          </span>
        </div>
        <dl className={styles.figures}>
          <Figure isFirst label={wallWords.longestWait} value={longestOf(figures)} trend={longestThan(figures)} />
          <Figure label={wallWords.available} value={String(available)} trend={than(available, before?.available)} />
          <Figure label={wallWords.withAgents} value={String(claimed)} trend={than(claimed, before?.claimed)} />
          {(figures.hasTarget || figures.serviceLevel !== null) && (
            <Figure
              label={wallWords.inTimeToday({ zone: figures.today.zone === zoneHere() ? null : figures.today.zone })}
              value={figures.serviceLevel === null ? wallWords.none : serviceWords(figures)}
              trend={null}
            />
          )}
        </dl>
      </div>
    </li>
  );
}

/** Short, so that it is large. */
function longestOf({ longestWait }: QueueNow): string {
  if (longestWait === null) return wallWords.none;
  return longestWait < 60 ? nowWords.underAMinute : durationWords(longestWait * 1_000);
}

interface FigureProps {
  label: string;
  value: string;
  trend: Trend | null;
  /** Has a line of its own. */
  isFirst?: boolean;
}

function Figure({ label, value, trend, isFirst = false }: FigureProps) {
  const styles = useWallStyles();
  return (
    <div className={mergeClasses(styles.figure, isFirst && styles.first)}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {value} <Than trend={trend} />
      </dd>
    </div>
  );
}

function Than({ trend }: { trend: Trend | null }) {
  const styles = useWallStyles();
  return (
    trend && (
      <span className={styles.than} title={trend.means}>
        {trend.words}
      </span>
    )
  );
}

interface ChoiceProps {
  data: DeskNow;
  chosen: readonly string[];
  onChoose: (queueIds: readonly string[]) => void;
}

function Choice({ data, chosen, onChoose }: ChoiceProps) {
  const styles = useWallStyles();
  return (
    <Menu
      checkedValues={{ queue: [...chosen] }}
      onCheckedValueChange={(_, { checkedItems }) => onChoose(checkedItems)}
      hasCheckmarks
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" className={styles.tool} data-testid="wall-queues">
          {chosen.length === 0 ? wallWords.allQueues : wallWords.someQueues({ count: chosen.length })}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {data.queues.map(({ queue }) => (
            <MenuItemCheckbox key={queue.id} name="queue" value={queue.id}>
              {queue.name}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function CopyLink({ queueIds }: { queueIds: readonly string[] }) {
  const styles = useWallStyles();
  const [words, setWords] = useState(wallWords.copyLink);
  const copy = async () => {
    const { url } = await post<WallLink>('/now/wall-link', { queueIds });
    await navigator.clipboard.writeText(url);
  };
  return (
    <Button
      size="small"
      appearance="subtle"
      className={styles.tool}
      icon={<LinkRegular />}
      onClick={() =>
        void copy().then(
          () => setWords(wallWords.linkCopied),
          () => setWords(wallWords.linkFailed),
        )
      }
      data-testid="wall-link"
    >
      <span role="status">{words}</span>
    </Button>
  );
}
