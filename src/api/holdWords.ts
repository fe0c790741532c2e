import { holdWords } from '../cards/words/customer/hold';
import { HoldWords } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

export function holdWordsRoutes({ db }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/escalations/:id/hold-words',
      summary: 'What its customer may be told when it is put on hold, in their language where the desk speaks it.',
      answers: { 200: HoldWords },
      problems: ['not_found'],
      async run({ who, params }) {
        return ok(holdWords((await visibleEscalation(db.q, who, params)).language));
      },
    }),
  ];
}
