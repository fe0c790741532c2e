import { useState } from 'react';
import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { BookmarkRegular, DeleteRegular, RenameRegular, SaveRegular } from '@fluentui/react-icons';
import type { HistoryView } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { useNotice } from '../parts/Notice';
import { historyWords } from '../words/history';
import { type Filters, fromShows, toShows } from './filters';
import { RemoveViewDialog, RenameViewDialog, ReplaceViewDialog } from './ChangeViewDialogs';
import { SaveViewDialog } from './SaveViewDialog';
import { useChangeView, useViews } from './useViews';

const words = historyWords.views;

/** With the view it asked about, which may leave the list meanwhile. */
type Asks = { to: 'save' } | { to: 'rename' | 'remove' | 'replace'; view: HistoryView };

interface ViewsProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** What is chosen, kept under a name: one's own, and everybody's. */
export function Views({ filters, onChange }: ViewsProps) {
  const { say } = useNotice();
  const [isOpen, setOpen] = useState(false);
  const [asks, setAsks] = useState<Asks | null>(null);
  /** The one that was chosen last: what is changed since may be kept in it. */
  const [chosen, setChosen] = useState<HistoryView | null>(null);
  const { data, error } = useViews(isOpen);
  const change = useChangeView();
  const close = () => setAsks(null);
  const failed = (reason: unknown) => say('error', wordsOf(reason));
  const group = (title: string, views: HistoryView[]) =>
    views.length > 0 && (
      <MenuGroup>
        <MenuGroupHeader>{title}</MenuGroupHeader>
        {views.map((view) => (
          <MenuItem
            key={view.id}
            onClick={() => {
              setChosen(view);
              onChange(fromShows(view.shows));
            }}
            data-testid="view"
          >
            <bdi>{view.name}</bdi>
          </MenuItem>
        ))}
      </MenuGroup>
    );
  const known = chosen && data?.find(({ id }) => id === chosen.id);
  const shows = toShows(filters);
  const saved = (view: HistoryView) => {
    setChosen(view);
    say('info', words.saved({ name: view.name }));
  };
  return (
    <>
      <Menu open={isOpen} onOpenChange={(_, next) => setOpen(next.open)}>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton size="small" appearance="subtle" icon={<BookmarkRegular />} data-testid="views">
            {words.title}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {error && <MenuItem disabled>{words.failed}</MenuItem>}
            {data?.length === 0 && <MenuItem disabled>{words.none}</MenuItem>}
            {data &&
              group(
                words.own,
                data.filter(({ shared }) => !shared),
              )}
            {data &&
              group(
                words.shared,
                data.filter(({ shared }) => shared),
              )}
            <MenuDivider />
            <MenuItem icon={<SaveRegular />} onClick={() => setAsks({ to: 'save' })} data-testid="save-view">
              {words.save}
            </MenuItem>
            {known?.can.change && (
              <>
                <MenuItem
                  icon={<SaveRegular />}
                  onClick={() =>
                    showSame(known, chosen ?? known)
                      ? change.mutate(
                          { id: known.id, shows, version: known.version },
                          { onSuccess: saved, onError: failed },
                        )
                      : setAsks({ to: 'replace', view: known })
                  }
                  data-testid="update-view"
                >
                  {words.update({ name: known.name })}
                </MenuItem>
                <MenuItem
                  icon={<RenameRegular />}
                  onClick={() => setAsks({ to: 'rename', view: known })}
                  data-testid="rename-view"
                >
                  {words.rename({ name: known.name })}
                </MenuItem>
                <MenuItem
                  icon={<DeleteRegular />}
                  onClick={() => setAsks({ to: 'remove', view: known })}
                  data-testid="remove-view"
                >
                  {words.remove({ name: known.name })}
                </MenuItem>
              </>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asks?.to === 'save' && <SaveViewDialog shows={shows} onSaved={saved} onClose={close} />}
      {asks?.to === 'replace' && (
        <ReplaceViewDialog view={asks.view} shows={shows} onReplaced={saved} onClose={close} />
      )}
      {asks?.to === 'rename' && (
        <RenameViewDialog
          view={asks.view}
          onRenamed={(name) => say('info', words.renamed({ before: asks.view.name, name }))}
          onClose={close}
        />
      )}
      {asks?.to === 'remove' && (
        <RemoveViewDialog
          view={asks.view}
          onRemoved={() => say('info', words.deleted({ name: asks.view.name }))}
          onClose={close}
        />
      )}
    </>
  );
}

/** Whether nobody saved something else in it since it was chosen. */
function showSame({ shows: one }: HistoryView, { shows: other }: HistoryView): boolean {
  const fields = Object.keys({ ...one, ...other }) as (keyof HistoryView['shows'])[];
  return fields.every((field) => one[field] === other[field]);
}
