export function History(_: { onOpen: (id: string) => void; onBack: (() => void) | undefined }) { return null; }
