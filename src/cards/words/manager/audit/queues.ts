/** What the audit says of a change of a queue. Pure. */
import type {
  AuditChange,
  ChannelLoss,
  Hours,
  ServiceTargets,
  SurveySettings,
  WrapUpPart,
} from '../../../../contract/api';
import { lossWords } from '../channelLoss';
import { changesOf } from './change';

interface Told {
  name: string;
  teamName: string | null;
  channelName: string | null;
  isDefault: boolean;
  serviceTargets: ServiceTargets;
  wrapUpRequires: readonly WrapUpPart[];
  survey: SurveySettings | null;
}

const DAYS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const;
const ENDS = { resolve: 'resolved', abandon: 'ended unresolved' } as const;
const CLOSED = {
  leaveMessage: 'the customer may leave a message',
  backToBot: 'the customer goes back to the bot',
} as const;
const TAKEN = { claim: 'whoever claims it', automatic: 'offered to the least busy agent' } as const;
const ASKED: Record<WrapUpPart, string> = { outcome: 'outcome', tags: 'tags', summary: 'summary' };

export const queueAdded = (name: string): string => `Added the queue ${name}.`;
export const queueRemoved = (name: string): string => `Removed the queue ${name}. Its history stays.`;
export const queueLost = (name: string, why: ChannelLoss): string =>
  `The queue ${name} has no channel any more: ${lossWords(why)}.`;
export const queueRegained = (name: string): string => `The queue ${name} has its channel again.`;

/** @param nameOf a queue's name by its id */
export function queueChanges(before: Told | null, after: Told, nameOf: NameOf): AuditChange[] {
  const [was, is] = [before ? of(before, nameOf) : new Map<string, string | null>(), of(after, nameOf)];
  return changesOf([...is].map(([what, value]) => [what, was.get(what), value]));
}

type Fact = [what: string, value: string | null];
type NameOf = (id: string) => string | null;

function of(queue: Told, nameOf: NameOf): Map<string, string | null> {
  const place = [queue.teamName, queue.channelName].filter(Boolean).join(' › ');
  return new Map<string, string | null>([
    ['Name', queue.name],
    ['Channel', place || null],
    ['Default queue', queue.isDefault ? 'yes' : null],
    ...Object.values(TARGETS).flatMap((told) => told(queue.serviceTargets, nameOf)),
    ['Asked for before resolving', queue.wrapUpRequires.map((part) => ASKED[part]).join(', ') || null],
    ['Customers are asked', queue.survey && surveyWords(queue.survey)],
  ]);
}

/** Of every target; a new one is told here. */
const TARGETS: Record<keyof ServiceTargets, (t: ServiceTargets, nameOf: NameOf) => Fact[]> = {
  hours: ({ hours }) => [
    ['Hours', hours ? weekWords(hours) : 'always open'],
    ['Time zone', hours?.timeZone ?? null],
    ['Holidays', hours?.holidays.join(', ') ?? null],
  ],
  targetSeconds: (t) => [['Target time to claim', span(t.targetSeconds)]],
  onCall: (t) => [['If missed, alert', t.onCall?.name ?? null]],
  secondQueueId: ({ secondQueueId: id }, nameOf) => [['If missed twice, move to', id && (nameOf(id) ?? id)]],
  silentOwnerMinutes: (t) => [['An agent may let a customer wait for', minutes(t.silentOwnerMinutes)]],
  silentCustomerMinutes: (t) => [['A customer may be silent for', minutes(t.silentCustomerMinutes)]],
  silentCustomerEnds: (t) => [['A silent customer’s request ends as', ENDS[t.silentCustomerEnds]]],
  whenClosed: (t) => [['When it is closed', CLOSED[t.whenClosed]]],
  closedWords: (t) => [['The customer reads when it is closed', t.closedWords]],
  assignment: (t) => [['Who takes it', TAKEN[t.assignment]]],
  offerSeconds: (t) => [['An offer stands for', span(t.offerSeconds)]],
  unreadMinutes: (t) => [['Who has not read is told again after', minutes(t.unreadMinutes)]],
};

const SCALES = { stars: 'stars', smileys: 'smileys', thumbs: 'thumbs', ten: '0 to 10' } as const;

function surveyWords({ scale, wordings, everyDays, remindHours }: SurveySettings): string {
  return [
    SCALES[scale],
    everyDays === 0 ? 'every time' : `not again within ${everyDays} days`,
    remindHours === null ? 'not reminded' : `reminded after ${remindHours} h`,
    ...wordings.map(
      ({ language, question, thanks }) => `${language}: “${question}”${thanks ? `, then “${thanks}”` : ''}`,
    ),
  ].join('; ');
}

function weekWords({ week }: Hours): string {
  const days = (Object.keys(DAYS) as (keyof typeof DAYS)[]).map((day) => {
    const spans = week[day].map(([from, to]) => `${from}–${to}`).join(' and ');
    return `${DAYS[day]} ${spans || 'closed'}`;
  });
  return days.join(', ');
}

const minutes = (many: number | null): string | null => span(many && many * 60);

function span(seconds: number | null): string | null {
  if (seconds === null) return null;
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return [m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : ''].filter(Boolean).join(' ') || '0 s';
}
