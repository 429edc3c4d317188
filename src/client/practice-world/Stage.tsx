// The whole scene of one step: papers on the table beside the device. On a narrow screen one of the two, with a clear
// switch. Used by the player; pictures use its parts.
import { useState } from 'preact/hooks';
import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import type { Action } from '#practice/state.ts';
import type { View } from '#practice/view.ts';
import { Device, PrimaryButton } from './Device.tsx';
import { Options } from './Options.tsx';
import { PaperPicture } from './Papers.tsx';
import { WorldContext } from './world.ts';
import type { Words } from './words.ts';
import './papers.css';
import './phone.css';
import './sheets.css';
import './stage.css';

export type StageProps = {
  readonly view: View;
  readonly words: Words;
  readonly act: (action: Action) => void;
  readonly onPrimary: () => void;
  /** The notice's words, repeated at the field. */
  readonly error: string | undefined;
};

export function Stage({ view, words, act, onPrimary, error }: StageProps) {
  // Which of the two a narrow screen shows; each new step begins at the device, where something is to be done.
  const [seen, setSeen] = useState({ step: view.step, paper: false });
  const paper = seen.step === view.step && seen.paper;
  const beside = view.papers.filter((one) => !one.inside);
  // Large papers take turns with the device on a narrow screen; a card or a code stays above it.
  const large = beside.some((one) => !['card', 'screen', 'call', 'message'].includes(one.kind));
  const bill = beside.some((one) => one.kind === 'bill');
  const world = { words, act, point: view.point };
  if (view.place === 'table') {
    return (
      <WorldContext.Provider value={world}>
        <form
          class="stage stage-table"
          onSubmit={(event) => {
            event.preventDefault();
            onPrimary();
          }}
        >
          {view.papers.map((one) => (
            <PaperPicture key={one.id} paper={one} />
          ))}
          <Options view={view} />
          <PrimaryButton view={view} onPrimary={onPrimary} />
        </form>
      </WorldContext.Provider>
    );
  }
  return (
    <WorldContext.Provider value={world}>
      <div class="stage-frame">
        <div
          class={`stage${beside.length > 0 ? ' stage-two' : ''}${large ? ` sees-${paper ? 'paper' : 'device'}` : ''}`}
        >
          {large && (
            <div class="stage-switch">
              <Button
                icon={paper ? 'mobile' : 'bill'}
                wide
                onPress={() => setSeen({ step: view.step, paper: !paper })}
              >
                {paper
                  ? t(view.device === 'computer' ? 'practice:see.computer' : 'practice:see.phone')
                  : t(bill ? 'practice:see.bill' : 'practice:see.paper')}
              </Button>
            </div>
          )}
          {beside.length > 0 && (
            <div class="stage-papers">
              {beside.map((one) => (
                <PaperPicture key={one.id} paper={one} />
              ))}
            </div>
          )}
          <div class="stage-device">
            <Device view={view} error={error} onPrimary={onPrimary} />
          </div>
        </div>
      </div>
    </WorldContext.Provider>
  );
}
