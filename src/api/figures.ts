import { FiguresAnswer, FiguresQuery } from '../contract/figures';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function figureRoutes({ figureReading }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/figures',
      summary: 'Figures over time, of what was opened on these days; docs/figures.md defines each of them.',
      only: 'managers',
      query: FiguresQuery,
      answers: { 200: FiguresAnswer },
      problems: ['bad_request'],
      async run({ who, query }) {
        return ok(await figureReading.read(who.tenantId, query));
      },
    }),
  ];
}
