import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TeamsPresence } from '../../state/contract';
import { api } from '../data/api';
import { keys } from '../data/queries';

export const PRESENCES: readonly (TeamsPresence & { name: string })[] = [
  { name: 'Available', availability: 'Available', activity: 'Available' },
  { name: 'In a call', availability: 'Busy', activity: 'InACall' },
  { name: 'In a meeting', availability: 'Busy', activity: 'InAMeeting' },
  { name: 'Do not disturb', availability: 'DoNotDisturb', activity: 'DoNotDisturb' },
  { name: 'Be right back', availability: 'BeRightBack', activity: 'BeRightBack' },
  { name: 'Away', availability: 'Away', activity: 'Away' },
  { name: 'Offline', availability: 'Offline', activity: 'Offline' },
];

/** How somebody is in Teams, by the name one chooses it by. */
export function useTeamsPresence(personId: string) {
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: keys.presence(personId), queryFn: () => api.presence(personId) });
  const change = useMutation({
    mutationFn: ({ availability, activity }: TeamsPresence) => api.setPresence(personId, { availability, activity }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.presence(personId) }),
  });
  const shown = change.isPending ? change.variables : data;
  return {
    chosen: PRESENCES.find(({ activity }) => activity === shown?.activity)?.name ?? 'Available',
    choose(name: string) {
      const next = PRESENCES.find((one) => one.name === name);
      if (next) change.mutate(next);
    },
  };
}
