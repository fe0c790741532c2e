import { Suspense } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { CheckmarkCircleRegular, HistoryRegular, PulseRegular, SettingsRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { ScrollArea } from '../parts/ScrollArea';
import { StatePanel } from '../parts/StatePanels';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { commonWords } from '../words/common';
import { workWords } from '../words/work';
import { Offers } from './Offers';
import { Mine } from './Mine';
import { HELPED, WAITING } from '../desk/myLists';
import { lazily } from '../parts/lazily';
import { NotYetAvailable } from './NotYetAvailable';
import { Presence } from './Presence';
import { Section } from './Section';
import { useSectionStyles } from './Section.styles';
import { useFocusLeftRow } from '../parts/useFocusLeftRow';

const FiguresNotice = lazily(() => import('./FiguresNotice').then((all) => all.FiguresNotice));
const SetByManager = lazily(() => import('./SetByManager').then((all) => all.SetByManager));

type Colleague = Escalation['colleagues'][number];

interface WorkProps {
  openId: string | null;
  offers: Escalation[];
  onOpen: (escalationId: string, compose?: boolean) => void;
  onGo: (view: 'history' | 'now' | 'settings') => void;
}

/** An agent's day: who is with me, who waits. */
export function Work({ openId, offers, onOpen, onGo }: WorkProps) {
  const styles = useSectionStyles();
  const { me, isManager } = useYou();
  const list = useFocusLeftRow(openId);
  const isAgent = me.roles.includes('agent');
  const { isNews, changedAt, shownTo } = me.agentFigures;
  const figures = isAgent && isNews && (
    <Suspense>
      <FiguresNotice me={me} />
    </Suspense>
  );
  const isMe = (role: Colleague['role']) => (colleague: Colleague) => colleague.id === me.id && colleague.role === role;
  return (
    <>
      <PaneHeader title={workWords.title}>
        <PaletteButton />
        {(isManager || (isAgent && shownTo !== 'nobody')) && (
          <Tooltip content={isManager ? workWords.toLive : workWords.toFigures} relationship="label">
            <Button appearance="subtle" icon={<PulseRegular />} onClick={() => onGo('now')} data-testid="go-now" />
          </Tooltip>
        )}
        <Tooltip content={commonWords.history} relationship="label">
          <Button
            appearance="subtle"
            icon={<HistoryRegular />}
            onClick={() => onGo('history')}
            data-testid="go-history"
          />
        </Tooltip>
        <Tooltip content={commonWords.settings} relationship="label">
          <Button
            appearance="subtle"
            icon={<SettingsRegular />}
            onClick={() => onGo('settings')}
            data-testid="go-settings"
          />
        </Tooltip>
      </PaneHeader>
      {isAgent && <Presence />}
      {isAgent && <NotYetAvailable />}
      {changedAt !== null && figures}
      {me.setBy && (
        <Suspense>
          <SetByManager me={me} />
        </Suspense>
      )}
      <ScrollArea className={styles.scroll} ref={list}>
        <Offers offers={offers} onOpen={onOpen} />
        <Mine openId={openId} onOpen={onOpen} />
        <Section
          id="advice"
          title={workWords.askedForAdvice}
          as="taken"
          onlyFull
          filter={HELPED}
          arrange={(items) => items.filter(({ colleagues }) => colleagues.some(isMe('consulted')))}
          openId={openId}
          onOpen={onOpen}
        />
        <Section
          id="joined"
          title={workWords.joined}
          as="taken"
          onlyFull
          filter={HELPED}
          arrange={(items) => items.filter(({ colleagues }) => colleagues.some(isMe('joined')))}
          openId={openId}
          onOpen={onOpen}
        />
        <Section
          id="waiting"
          title={workWords.waiting}
          as="waiting"
          filter={WAITING}
          arrange={(items) => items.filter(({ offer }) => offer?.to.id !== me.id)}
          openId={openId}
          onOpen={onOpen}
          empty={<NobodyWaits hasQueues={me.queues.length > 0 || isManager} />}
        />
        {changedAt === null && figures}
      </ScrollArea>
    </>
  );
}

function NobodyWaits({ hasQueues }: { hasQueues: boolean }) {
  if (hasQueues) {
    return (
      <StatePanel title={workWords.nobodyWaits} picture={<CheckmarkCircleRegular />} testId="nobody-waits">
        {workWords.theyAppearHere}
      </StatePanel>
    );
  }
  return (
    <StatePanel title={workWords.noQueue} testId="no-queue">
      {workWords.joinATeam}
    </StatePanel>
  );
}
