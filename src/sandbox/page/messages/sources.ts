/** What a bot says beside its words: sources, that a model wrote it, how confidential it is. Pure. */
import type { SandboxMessage } from '../../state/contract';

export interface Source {
  position: number;
  name: string;
  url: string | null;
  abstract: string;
}

export interface Labels {
  sources: Source[];
  isAi: boolean;
  sensitivity: { name: string; description: string } | null;
}

interface MessageEntity {
  type?: string;
  additionalType?: unknown;
  citation?: { position?: number; appearance?: { name?: string; url?: string; abstract?: string } }[];
  usageInfo?: { name?: string; description?: string };
}

/** Read from the one entity Teams reads them from. */
export function labelsOf({ entities = [] }: Pick<SandboxMessage, 'entities'>): Labels {
  const said = (entities as MessageEntity[]).find(({ type }) => type === 'https://schema.org/Message') ?? {};
  const { additionalType, citation = [], usageInfo } = said;
  return {
    sources: citation.map(({ position = 0, appearance = {} }) => ({
      position,
      name: appearance.name ?? 'Source',
      url: appearance.url ?? null,
      abstract: appearance.abstract ?? '',
    })),
    isAi: Array.isArray(additionalType) && additionalType.includes('AIGeneratedContent'),
    sensitivity: usageInfo?.name ? { name: usageInfo.name, description: usageInfo.description ?? '' } : null,
  };
}
