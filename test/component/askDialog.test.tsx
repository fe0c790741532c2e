/** @jest-environment ./test/component/support/page.ts */
import { type ReactNode, useState } from 'react';
import { Button, Input } from '@fluentui/react-components';
import { screen, waitFor } from '@testing-library/react';
import { LargePicture } from '../../tab/conversation/files/LargePicture';
import { ShortcutsDialog } from '../../tab/keyboard/ShortcutsDialog';
import { AskDialog } from '../../tab/parts/AskDialog';
import { api, show, unreachable } from './support/show';

interface PageProps {
  stays?: boolean;
  breaksOff?: boolean;
  work?: () => Promise<void>;
  children?: ReactNode;
}

/** A page with a dialog on it that does some work. */
function Page({ stays = false, breaksOff = false, work = () => Promise.resolve() }: PageProps) {
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const handleConfirm = () => {
    setPending(true);
    void work().finally(() => setPending(false));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Rename</Button>
      {isOpen && (
        <AskDialog
          title="Another name"
          confirm="Save"
          busy="Saving…"
          testId="dialog"
          isPending={isPending}
          error={null}
          stays={stays}
          breaksOff={breaksOff}
          onConfirm={handleConfirm}
          onClose={() => setOpen(false)}
        >
          <Input aria-label="Name" />
        </AskDialog>
      )}
    </>
  );
}

async function open(page: ReactNode) {
  const { user } = await show(page);
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await screen.findByRole('dialog', { name: 'Another name' });
  return user;
}

test('once closed it gives the focus back, and the page behind can be heard again', async () => {
  const user = await open(<Page />);
  // The page behind is hidden from those who listen, a moment after the dialog has opened.
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Rename' })).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Rename' }));
});

test.each<[string, (onClose: () => void) => ReactNode]>([
  ['the list of shortcuts', (onClose) => <ShortcutsDialog personId="lee" onSingleKeys={() => {}} onClose={onClose} />],
  ['a large picture', (onClose) => <LargePicture path="/escalations/e/files/f" name="photo.png" onClose={onClose} />],
])('%s, opened by a key or a button, gives the focus back, too', async (_, dialog) => {
  api.on('GET /escalations/e/files/f', unreachable);
  function Opening() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Open</Button>
        {isOpen && dialog(() => setOpen(false))}
      </>
    );
  }
  const { user } = await show(<Opening />);
  await user.click(screen.getByRole('button', { name: 'Open' }));
  await screen.findByRole('dialog');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Open' }));
});

describe('Escape, and a click beside it,', () => {
  const besides = () => document.querySelector('.fui-DialogSurface__backdrop') as HTMLElement;
  const isOpen = () => screen.queryByRole('dialog') !== null;

  test('close a dialog', async () => {
    const user = await open(<Page />);
    await user.keyboard('{Escape}');
    expect(isOpen()).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Rename' }));
    await user.click(besides());
    expect(isOpen()).toBe(false);
  });

  test('do not close one that stays, with something to lose', async () => {
    const user = await open(<Page stays />);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'a name');
    await user.keyboard('{Escape}{Escape}');
    await user.click(besides());
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('a name');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(isOpen()).toBe(false);
  });
});

describe('while it works', () => {
  const forever = () => new Promise<void>(() => {});

  async function start(page: ReactNode) {
    const user = await open(page);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'a name');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    return user;
  }

  test('its button keeps the focus and does nothing', async () => {
    const work = jest.fn(forever);
    const user = await start(<Page work={work} />);
    const busy = screen.getByRole<HTMLButtonElement>('button', { name: 'Saving…' });
    // A button that is disabled outright loses the focus to the page in a browser.
    expect(busy.disabled).toBe(false);
    expect(busy.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(busy);
    await user.keyboard('{Enter}');
    await user.type(screen.getByRole('textbox', { name: 'Name' }), '{Enter}');
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('it stays until it can say what came of it', async () => {
    const user = await start(<Page work={forever} />);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).not.toBeNull();
  });

  test('one that breaks its work off closes', async () => {
    const user = await start(<Page work={forever} breaksOff />);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('Escape asks before it throws away what was entered, and the field has the focus again', async () => {
  const user = await open(<Page />);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await user.type(field, 'a name');
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Go on editing' }));
  await user.keyboard('{Enter}');
  expect([field.value, document.activeElement]).toEqual(['a name', field]);
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});
