// SPDX-License-Identifier: MIT
// What is amiss in the page, as far as its document tells: each rule returns a list of texts.
// rules.py runs this in the page and asks for one rule after the other.
const rules = (() => {
    const TEXT = 4.5, LARGE_TEXT = 3, PART = 3;
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const known = new Map();

    // Any CSS colour as [r, g, b, alpha], 0-255 and 0-1.
    function colour(text) {
        if (!known.has(text)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = '#000';
            canvas.fillStyle = text;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            known.set(text, [r, g, b, a / 255]);
        }
        return known.get(text);
    }

    const over = (top, below, alpha) => top.slice(0, 3).map((c, i) => c * alpha + below[i] * (1 - alpha));

    function luminance(rgb) {
        const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    function contrast(one, other) {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    }

    const inside = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;

    // In a picture the ground of a text is the last shape painted before it and below it.
    function ground_in_picture(element, ground) {
        const box = element.getBoundingClientRect(), svg = element.closest('svg');
        const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
        for (const shape of svg.querySelectorAll('rect, circle, ellipse, polygon, path')) {
            if (shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) break;
            const style = getComputedStyle(shape);
            if (shape.closest('defs') || style.fill === 'none' || style.fill.startsWith('url') ||
                style.display === 'none' || !inside(shape.getBoundingClientRect(), x, y)) continue;
            const fill = colour(style.fill);
            ground = over(fill, ground, fill[3] * style.fillOpacity * style.opacity);
        }
        return ground;
    }

    // The colour below an element's text, and the share of the text that is not transparent.
    function ground_of(element) {
        const chain = [];
        for (let one = element; one; one = one.parentElement) chain.unshift(one);
        let ground = colour('Canvas').slice(0, 3), seen = 1;
        for (const one of chain) {
            const style = getComputedStyle(one), back = colour(style.backgroundColor);
            seen *= style.opacity;
            ground = over(back, ground, back[3] * seen);
            if (one.localName === 'svg' && one !== element) ground = ground_in_picture(element, ground);
        }
        return [ground, seen];
    }

    function is_seen(element) {
        if (!element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) return false;
        const box = element.getBoundingClientRect(), style = getComputedStyle(element);
        if (style.clipPath !== 'none' || (style.position === 'absolute' && box.width <= 1)) return false;
        return box.width > 1 && box.height > 1;
    }

    function name_of(element) {
        const label = element.id ? '#' + element.id : element.getAttribute('class') ? '.' + element.getAttribute('class') : '';
        return element.localName + label + ' "' + (element.textContent || '').trim().slice(0, 30) + '"';
    }

    function* texts() {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            const element = node.parentElement;
            if (node.data.trim() && !['SCRIPT', 'STYLE', 'TITLE', 'NOSCRIPT'].includes(element.tagName) &&
                element.localName !== 'title' && element.localName !== 'desc' && is_seen(element)) yield element;
        }
        for (const element of document.querySelectorAll('input, select, textarea'))
            if (is_seen(element)) yield element;
    }

    // Elements that look the same are looked at once.
    function looks(element, style) {
        let key = style.color + style.fill + style.fontSize + style.fontWeight;
        for (let one = element; one; one = one.parentElement) {
            const own = getComputedStyle(one);
            key += own.backgroundColor + own.opacity + (one.localName === 'svg' ? Math.random() : '');
        }
        return key;
    }

    function text_contrast() {
        const amiss = [], done = new Set();
        for (const element of texts()) {
            const style = getComputedStyle(element), key = looks(element, style);
            if (done.has(key) || element.closest(':disabled, [aria-disabled=true]')) continue;
            done.add(key);
            const [ground, seen] = ground_of(element);
            const ink = colour(element.closest('svg') ? style.fill : style.color);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            const found = contrast(over(ink, ground, ink[3] * seen), ground);
            if (found < (large ? LARGE_TEXT : TEXT) - 0.005)
                amiss.push(`${name_of(element)}: ${found.toFixed(2)}, ink ${style.color} / ${style.fill}, ground ${ground.map(Math.round)}`);
        }
        return amiss;
    }

    // What one types into or chooses from must be seen as such.
    function control_contrast() {
        const amiss = [];
        for (const element of document.querySelectorAll('input, select, textarea')) {
            if (!is_seen(element) || ['checkbox', 'radio'].includes(element.type)) continue;
            const style = getComputedStyle(element), [ground] = ground_of(element.parentElement);
            const edge = parseFloat(style.borderTopWidth) > 0 ? colour(style.borderTopColor) : ground;
            const found = Math.max(contrast(edge.slice(0, 3), ground), contrast(colour(style.backgroundColor).slice(0, 3), ground));
            if (found < PART) amiss.push(`${name_of(element)}: its edge has ${found.toFixed(2)}`);
        }
        return amiss;
    }

    function structure() {
        const amiss = [], heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
        let last = 0;
        for (const head of heads) {
            const level = +head.localName[1];
            if (level > last + 1) amiss.push(`${name_of(head)} follows a heading of level ${last}`);
            if (!head.textContent.trim()) amiss.push(`${name_of(head)} is empty`);
            last = level;
        }
        if (document.querySelectorAll('h1').length !== 1) amiss.push('not exactly one h1');
        if (document.querySelectorAll('main').length !== 1) amiss.push('not exactly one main');
        if (!document.title.trim()) amiss.push('no title');
        if (!/^[a-z]{2}$/.test(document.documentElement.lang)) amiss.push('no language');
        if (!document.querySelector('meta[name=viewport]')) amiss.push('no viewport');
        if (document.characterSet !== 'UTF-8') amiss.push('not UTF-8');
        return amiss;
    }

    function ids() {
        const amiss = [], seen = new Set();
        for (const element of document.querySelectorAll('[id]')) {
            if (seen.has(element.id)) amiss.push(`the id ${element.id} stands twice`);
            seen.add(element.id);
        }
        for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers'])
            for (const element of document.querySelectorAll(`[${name}]`))
                for (const id of element.getAttribute(name).split(/\s+/))
                    if (id && !seen.has(id)) amiss.push(`${name_of(element)}: ${name} names ${id}, which is not there`);
        for (const link of document.querySelectorAll('a[href^="#"]'))
            if (link.hash && !seen.has(decodeURIComponent(link.hash.slice(1)))) amiss.push(`${name_of(link)} leads nowhere`);
        return amiss;
    }

    function tables() {
        const amiss = [];
        for (const table of document.querySelectorAll('table')) {
            if (table.getAttribute('role') === 'presentation') continue;
            if (!table.caption && !table.closest('table[aria-label], [role=group][aria-label], [role=region][aria-label]'))
                amiss.push('a table without a name');
            for (const head of table.querySelectorAll('th')) if (!head.hasAttribute('scope')) amiss.push(`${name_of(head)} has no scope`);
        }
        return [...new Set(amiss)];
    }

    // Nothing may need to be moved sideways but what moves in its own frame, by keyboard, too.
    function sideways() {
        const root = document.scrollingElement, room = root.clientWidth, amiss = [];
        if (root.scrollWidth > room)
            for (const element of document.body.querySelectorAll('*')) {
                let frame = element.parentElement;
                while (frame && getComputedStyle(frame).overflowX === 'visible') frame = frame.parentElement;
                if (element.getBoundingClientRect().right > room + 1 && (!frame || frame === document.body || frame === root))
                    amiss.push(`${name_of(element)} ends at ${Math.round(element.getBoundingClientRect().right)} of ${room}`);
            }
        if (root.scrollWidth > room && !amiss.length) amiss.push(`the page is ${root.scrollWidth} wide, of ${room}`);
        for (const element of document.querySelectorAll('*')) {
            const moves = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
            if (moves && element !== root && is_seen(element) && element.tabIndex < 0 &&
                !element.querySelector('a[href], button, input, select, [tabindex="0"]'))
                amiss.push(`${name_of(element)} moves sideways, and not by keyboard`);
        }
        return amiss.slice(0, 10);
    }

    // To be called after a key was pressed: then the browser shows where the focus is.
    function focus() {
        const amiss = [], done = new Set();
        for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
            if (!is_seen(element) || element.tabIndex < 0 || element.disabled) continue;
            const kind = element.localName + element.className + (element.parentElement || {}).className;
            if (done.has(kind)) continue;
            done.add(kind);
            const look = () => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join(' '); };
            element.blur();
            const before = look();
            element.focus();
            const style = getComputedStyle(element), ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
            if (document.activeElement !== element) amiss.push(`${name_of(element)} takes no focus`);
            else if (before === look() || !(ring || style.boxShadow !== 'none')) amiss.push(`${name_of(element)}: one does not see its focus`);
            element.blur();
        }
        return amiss;
    }

    // Targets of a finger: WCAG 2.2 asks for 24 pixels, but for links in a text.
    function targets() {
        const amiss = [];
        for (const element of document.querySelectorAll('button, input, select, summary')) {
            const box = (element.labels && element.labels[0] || element).getBoundingClientRect();
            if (is_seen(element) && (box.width < 24 || box.height < 24)) amiss.push(`${name_of(element)}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
        }
        return amiss.slice(0, 10);
    }

    // What only markup from outside would have brought. `scripts`: how many are ours.
    function inert() {
        const amiss = [...(window.forbidden || [])].map(text => 'forbidden by the policy: ' + text);
        if (window.pwned !== undefined) amiss.push('hostile script ran: ' + window.pwned);
        for (const element of document.querySelectorAll('img, iframe, object, embed, link, base, frame, audio, video, source, foreignObject, image, use[href*=":"], animate, set, meta[http-equiv=refresh], portal, math, template'))
            amiss.push(name_of(element) + ' is no element of ours');
        for (const element of document.querySelectorAll('script'))
            if (element.src || (element.type && element.type !== 'application/json') || element.closest('body table, svg')) amiss.push(name_of(element));
        for (const element of document.querySelectorAll('*'))
            for (const {name, value} of element.attributes) {
                if (/^on/i.test(name)) amiss.push(`${name_of(element)} has ${name}`);
                if (/^(href|src|action|formaction|xlink:href|srcdoc|srcset|ping|data)$/i.test(name) && /^[\s\0-\x20]*([a-z][\w+.-]*:|\/|\\)/i.test(value) &&
                    !/^mailto:[^?&]*$/.test(value)) amiss.push(`${name_of(element)} leads to ${value.slice(0, 40)}`);
            }
        const policy = document.querySelector('meta[http-equiv=Content-Security-Policy]');
        if (!policy || !/default-src 'none'/.test(policy.content) || /unsafe|https?:|\*/.test(policy.content)) amiss.push('no strict policy');
        return amiss;
    }

    const printing = () => [...document.querySelectorAll('button, input, select, textarea')].filter(is_seen)
        .filter(element => !element.closest('th')).map(name_of);

    return {text_contrast, control_contrast, structure, ids, tables, sideways, focus, targets, inert, printing};
})();
return rules[arguments[0]]();
