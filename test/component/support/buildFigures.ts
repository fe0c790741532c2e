/** Figures of a period, for tests that care about a few of them. */
import { Duration, type Figures, type FiguresAnswer, Measure } from '../../../src/contract/api';
import type { BotFiguresAnswer } from '../../../src/contract/botFigures';

type Counts = Partial<Record<Measure, number>>;

export const buildFigures = (counts: Counts = {}): Figures => ({
  counts: Object.fromEntries(Measure.options.map((name) => [name, counts[name] ?? 0])) as Figures['counts'],
  durations: Object.fromEntries(Duration.options.map((name) => [name, null])) as Figures['durations'],
  serviceLevel: null,
  serviceLevelOfAccepted: null,
  abandonRate: null,
  surveyAnswered: null,
  rating: null,
  botRating: null,
});

export const buildFiguresAnswer = (counts: Counts, change: Partial<FiguresAnswer> = {}): FiguresAnswer => ({
  from: '2026-11-01',
  to: '2026-11-26',
  zone: 'UTC',
  before: { from: '2026-10-06', to: '2026-10-31' },
  preparing: null,
  total: buildFigures(counts),
  previous: buildFigures(),
  series: [{ from: '2026-11-20', grain: 'day', figures: buildFigures(counts) }],
  rows: [],
  more: false,
  load: Array.from({ length: 168 }, () => 0),
  ...change,
});

export const NO_BOTS: BotFiguresAnswer = {
  from: '2026-11-20',
  to: '2026-11-26',
  zone: 'UTC',
  before: { from: '2026-11-13', to: '2026-11-19' },
  preparing: null,
  countedSince: '2026-01-01T00:00:00.000Z',
  total: null,
  previous: null,
  series: [],
  bots: [],
  more: false,
};

export const NO_TIMES = { from: '', to: '', zone: 'UTC', begins: '', ends: '', recordedSince: null, agents: [] };
