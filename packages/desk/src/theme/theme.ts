import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e6f4f6',
  '#d2e8ec',
  '#a6d2d9',
  '#76bac5',
  '#4fa5b3',
  '#2b8b9b',
  '#0b6b7a',
  '#0b6b7a',
  '#085763',
  '#05434d',
]

// Mantine's own dark greys are brownish beside ours.
const dark: MantineColorsTuple = [
  '#e6ecf0',
  '#c3cdd5',
  '#a5b2bd',
  '#7b8894',
  '#3a4650',
  '#27313a',
  '#1a2128',
  '#161c21',
  '#11171b',
  '#0e1317',
]

// System fonts only: the page's policy allows no font from elsewhere, and none has to be waited for.
const sans =
  '"Segoe UI Variable Text", "Segoe UI", -apple-system, "SF Pro Text", Inter, Roboto, "Helvetica Neue", Arial, sans-serif'

/** Mantine, dressed as Hotseat: one accent, calm radii, small controls. Colours are tokens, see `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 6, dark: 6 },
  colors: { petrol, dark },
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: sans, fontWeight: '640' },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.625rem', xl: '1rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // A locked scroll needs a style element without a nonce, which the page's policy refuses.
    Modal: { defaultProps: { lockScroll: false, centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Drawer: { defaultProps: { lockScroll: false, position: 'right', size: 'lg', overlayProps: { backgroundOpacity: 0.35 } } },
    // What people type runs as their script does.
    TextInput: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
    Textarea: { defaultProps: { attributes: { input: { dir: 'auto' } } } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, multiline: true, maw: 320 } },
    // The placeholder is a child that a menu may not have.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--hs-surface)',
  '--mantine-color-text': 'var(--hs-ink)',
  '--mantine-color-dimmed': 'var(--hs-muted)',
  '--mantine-color-placeholder': 'var(--hs-faint)',
  '--mantine-color-anchor': 'var(--hs-accent)',
  '--mantine-color-error': 'var(--hs-danger-ink)',
  '--mantine-color-default': 'var(--hs-surface)',
  '--mantine-color-default-hover': 'var(--hs-hover)',
  '--mantine-color-default-color': 'var(--hs-ink)',
  '--mantine-color-default-border': 'var(--hs-line)',
  '--mantine-color-disabled': 'var(--hs-sunken)',
  '--mantine-color-disabled-color': 'var(--hs-faint)',
  '--mantine-color-disabled-border': 'var(--hs-line)',
  '--mantine-color-petrol-light': 'var(--hs-accent-soft)',
  '--mantine-color-petrol-light-hover': 'var(--hs-accent-soft)',
  '--mantine-color-petrol-light-color': 'var(--hs-accent-ink)',
  '--mantine-color-petrol-text': 'var(--hs-accent)',
  '--mantine-color-gray-text': 'var(--hs-muted)',
  '--mantine-color-gray-light-color': 'var(--hs-muted)',
  '--mantine-color-gray-light-hover': 'var(--hs-hover)',
  '--mantine-color-red-filled': 'var(--hs-danger-solid)',
  '--mantine-color-red-filled-hover': 'var(--hs-danger-solid-hover)',
  '--mantine-color-red-text': 'var(--hs-danger-ink)',
  '--mantine-color-red-light': 'var(--hs-danger-soft)',
  '--mantine-color-red-light-color': 'var(--hs-danger-ink)',
  '--mantine-color-red-light-hover': 'var(--hs-danger-soft)',
  '--mantine-shadow-md': 'var(--hs-shadow-float)',
  '--mantine-shadow-xl': 'var(--hs-shadow-float)',
}

/** Points Mantine's variables at ours, the same way in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
