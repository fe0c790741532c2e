import { useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../src/contract/api';
import { ApiError, wordsOf } from '../desk/apiError';
import { tellTeamsReady, tellTeamsSignInFailed, type Place } from '../desk/teams';
import { meOptions } from '../desk/useDesk';
import { useNotice } from '../parts/Notice';
import { type You, YouProvider } from '../parts/you';
import { Desk } from './Desk';
import { askForFirstScreen } from './firstScreen';
import { Opening, SignInFailed, Unreachable } from './StartPages';
import { shellWords } from '../words/shell';
import { askAnew, useChanges } from './useChanges';

const REFUSED = new Set(['sign_in', 'unauthorized', 'forbidden']);

/** Sign-in: gets a token from Teams and asks the desk who this is, and along with it for what the first screen shows. */
export function SignIn({ place }: { place: Place }) {
  const { data: me, error, refetch } = useQuery(meOptions());
  const client = useQueryClient();
  // The stream first: what changes after the lists were read is heard of. It finds back to the desk by itself: once
  // somebody is in, a refusal does not end it.
  const live = useChanges(me !== undefined || !error);
  useEffect(() => askForFirstScreen(client, place), [client, place]);
  useSightAnew(me);
  const refused = error instanceof ApiError && REFUSED.has(error.code);

  useEffect(() => {
    if (me) tellTeamsReady();
    else if (refused) tellTeamsSignInFailed(wordsOf(error));
    else if (error) tellTeamsReady(); // Our own page says what is wrong better than Teams' error screen.
  }, [me, error, refused]);

  const handleRetry = () => void refetch();
  if (me) {
    return (
      <YouProvider value={youOf(me, place)}>
        <Desk live={live} />
      </YouProvider>
    );
  }
  if (refused) return <SignInFailed error={error} onRetry={handleRetry} />;
  if (error) return <Unreachable error={error} onRetry={handleRetry} />;
  return <Opening words={shellWords.signingIn} />;
}

/** A queue was taken away, or came: what is on the screen may not be seen any longer, or is not all of it. */
function useSightAnew(me: Me | undefined): void {
  const client = useQueryClient();
  const { say } = useNotice();
  const ids = (queues: { id: string }[]) => queues.map(({ id }) => id).sort();
  const sight = me && JSON.stringify([me.roles, ids(me.queues), me.manages && ids(me.manages)]);
  const before = useRef(sight);
  useEffect(() => {
    if (before.current !== undefined && sight !== before.current) {
      askAnew(client);
      say('info', shellWords.sightChanged, true);
    }
    before.current = sight;
  }, [client, say, sight]);
}

function youOf(me: Me, place: Place): You {
  const isManager = me.roles.includes('manager');
  return { me, place, isManager, managesAll: isManager && me.manages === null };
}
