/** As much of a canvas as is asked here. */
interface CanvasLike {
  getContext(kind: string, settings: { failIfMajorPerformanceCaveat: boolean }): ContextLike | null;
}

/** As much of a drawing context as is asked here. */
interface ContextLike {
  getExtension(name: string): { loseContext?: () => void } | null;
  getParameter(name: number): unknown;
}

/** What browsers offer to make canvases. */
interface DrawingPlace {
  readonly OffscreenCanvas?: new (width: number, height: number) => CanvasLike;
  readonly document?: { createElement(name: 'canvas'): CanvasLike };
}

/** `RENDERER` and `UNMASKED_RENDERER_WEBGL`, as WebGL numbers them. */
const NAMES = [0x1f01, 0x9246];

/** Programs that draw on the processor: Chrome's, Mesa's two, that of Windows, that of macOS. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/**
 * Whether WebGL has no GPU behind it. Browsers may refuse a context that must be fast, but some do not, so that its name is
 * looked at as well.
 *
 * @param place - Where canvases come from. Default: the page or the worker.
 * @returns True as well where there is no WebGL at all.
 */
export function drawsInSoftware(place: DrawingPlace = globalThis as DrawingPlace): boolean {
  const canvas =
    place.OffscreenCanvas === undefined
      ? place.document?.createElement('canvas')
      : new place.OffscreenCanvas(1, 1);
  const settings = { failIfMajorPerformanceCaveat: true };
  const context = canvas?.getContext('webgl2', settings) ?? canvas?.getContext('webgl', settings);
  if (context === null || context === undefined) return true;
  context.getExtension('WEBGL_debug_renderer_info'); // makes the second name known
  const isSoftware = NAMES.some((name) => SOFTWARE.test(String(context.getParameter(name))));
  context.getExtension('WEBGL_lose_context')?.loseContext?.(); // browsers hold few at a time
  return isSoftware;
}
