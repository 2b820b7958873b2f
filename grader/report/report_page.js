// SPDX-License-Identifier: MIT
// Adds pictures and a choice of ranks to the page of a report, which is whole without them. What the submission printed
// is never read here, and nothing is ever made of markup in a text.
'use strict';

(() => {
    const {words, cases} = JSON.parse(document.getElementById('data').textContent);

    function addPictures(block, run) {
        const map = block.querySelector('.map'), events = block.querySelector('.events');
        const iterations = map && drawMap(run.assignment, words);
        const time = events && drawTime(run.np, run.events, run.waits, run.whole, words);
        if (iterations)
            map.querySelector('h4').after(iterations);
        if (time)
            events.querySelector('h4').after(time);
    }

    function addFilter(block) {
        const ranks = [...block.querySelectorAll('.rank')];
        if (ranks.length < 2)
            return;
        const bar = html('div', {class: 'filter', role: 'group', 'aria-label': words.showRanks});
        const buttons = ranks.map(rank => {
            const button = html('button', {type: 'button', 'aria-pressed': 'true', 'aria-label': `${words.rank} ${rank.dataset.rank}`}, rank.dataset.rank);
            button.addEventListener('click', () => show(rank, button, rank.hidden));
            return button;
        });
        const show = (rank, button, shown) => {
            rank.hidden = !shown;
            button.setAttribute('aria-pressed', String(shown));
        };
        const choose = (label, shown) => {
            const button = html('button', {type: 'button'}, label);
            button.addEventListener('click', () => ranks.forEach((rank, i) => show(rank, buttons[i], shown)));
            return button;
        };
        bar.append(html('span', {}, words.showRanks), ...buttons, choose(words.all, true), choose(words.none, false));
        block.querySelector('.ranks').before(bar);
    }

    // A closed case costs nothing until it is opened.
    function prepare(block, run) {
        let drawn = false;
        const draw = () => {
            if (drawn || !block.open)
                return;
            drawn = true;
            addPictures(block, run);
            addFilter(block);
        };
        block.addEventListener('toggle', draw);
        draw();
        return draw;
    }

    const blocks = [...document.querySelectorAll('details.case')];
    const draws = blocks.map((block, i) => prepare(block, cases[i]));

    // On paper nothing is closed, but for the tables of what the pictures show.
    let opened = [];
    addEventListener('beforeprint', () => {
        opened = [...document.querySelectorAll('details.case, details.file, #build details')].filter(one => !one.open);
        opened.forEach(one => { one.open = true; });
        draws.forEach(draw => draw());
    });
    addEventListener('afterprint', () => opened.forEach(one => { one.open = false; }));

    function addTools() {
        const tools = html('div', {class: 'tools'});
        for (const [label, open] of [[words.expandAll, true], [words.collapseAll, false]]) {
            const button = html('button', {type: 'button'}, label);
            button.addEventListener('click', () => blocks.forEach(block => { block.open = open; }));
            tools.append(button);
        }
        document.querySelector('#cases h2').after(tools);
    }
    if (blocks.length > 1)
        addTools();

    // Whoever follows a link to what is closed wants it open.
    function reveal() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        for (let at = target; at; at = at.parentElement)
            if (at.tagName === 'DETAILS')
                at.open = true;
        if (target)
            target.scrollIntoView();
    }
    addEventListener('hashchange', reveal);
    reveal();
})();
