/** Every benchmark, in the order in which they run. */
import { backlog } from './backlog';
import { bundle } from './bundle';
import { chat } from './chat';
import { claims } from './claims';
import { day } from './day';
import { drain } from './drain';
import { figures } from './figures';
import { growth } from './growth';
import { history } from './history';
import { inbound } from './inbound';
import { latency } from './latency';
import { outbound } from './outbound';
import { relay } from './relay';
import { restart } from './restart';
import { search } from './search';
import { searchable } from './searchable';
import { soak } from './soak';
import { start } from './start';
import { streams } from './streams';
import type { Benchmark } from './support/benchmark';
import { tab } from './tab';

export const ALL: readonly Benchmark[] = [
  inbound,
  outbound,
  drain,
  latency,
  backlog,
  claims,
  streams,
  restart,
  relay,
  history,
  search,
  searchable,
  figures,
  growth,
  start,
  tab,
  chat,
  bundle,
  soak,
  day,
];
