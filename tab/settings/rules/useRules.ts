import { useEffect, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DryRunResult, Rule, RuleChecked, RuleScope, RuleSet, RuleSetChange } from '../../../src/contract/api';
import { get, post, put } from '../../desk/api';
import { ApiError } from '../../desk/apiError';
import { keys } from '../../desk/keys';

export const useRules = () =>
  useQuery({ queryKey: keys.rules(), queryFn: ({ signal }) => get<RuleSet>('/rules', { signal }) });

export function useSaveRules() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: RuleSetChange) => put<RuleSet>('/rules', change),
    onSuccess: (saved) => client.setQueryData(keys.rules(), saved),
    onError: async (error) => {
      // Somebody was faster: theirs is fetched, to be shown beside what one has written.
      if (error instanceof ApiError && error.code === 'changed_meanwhile') {
        await client.invalidateQueries({ queryKey: keys.rules() });
      }
    },
  });
}

export const useDryRun = () =>
  useMutation({
    mutationFn: (ask: { rules: Rule[]; last: number }) => post<DryRunResult>('/rules/dry-run', ask),
  });

export const useRuleScope = () =>
  useQuery({ queryKey: keys.ruleScope(), queryFn: ({ signal }) => get<RuleScope>('/rules/scope', { signal }) });

const TYPING_MS = 300;

/** Debounced check of a condition by the server. */
export function useRuleCheck(condition: string) {
  const [settled, setSettled] = useState(condition);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(condition), TYPING_MS);
    return () => clearTimeout(timer);
  }, [condition]);
  const { data } = useQuery({
    queryKey: keys.ruleCheck(settled),
    queryFn: () => post<RuleChecked>('/rules/check', { condition: settled }),
    enabled: settled.trim() !== '',
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const isCurrent = settled === condition && data !== undefined && condition.trim() !== '';
  return { mistake: isCurrent ? data.mistake : null, isChecked: isCurrent };
}
