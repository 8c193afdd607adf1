// The library's one inline line, as a file (the policy allows no inline script). It goes first in <body>, without defer or type="module",
// so that pages are laid out for scripts before they are painted.
document.body.className += ` js-enabled${'noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : ''}`
