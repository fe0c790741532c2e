import type { OpenRoute } from './route';
import type { Streams } from './streams';

/** The one route that stays open: hints to refetch, never the truth itself. */
export function streamRoute(streams: Streams): OpenRoute {
  return {
    method: 'get',
    path: '/stream',
    summary:
      'Server-Sent Events: hello, you, escalation, message, read, viewers, typing, queue and me, as hints to ask again.',
    mediaType: 'text/event-stream',
    open: (who, req, res) => streams.open(who, req, res),
  };
}
