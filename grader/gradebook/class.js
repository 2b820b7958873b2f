// SPDX-License-Identifier: MIT
// Sorts and filters the tables of a class. Without this they are tables.
'use strict';
(() => {
    const byText = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: 'base'}).compare;

    // Smallest first; what has no value stands last in both directions.
    function compare(a, b, direction) {
        if (a.value === undefined || b.value === undefined)
            return (a.value === undefined) - (b.value === undefined) || a.place - b.place;
        const order = typeof a.value === 'number' ? a.value - b.value : byText(a.value, b.value);
        return direction * order || a.place - b.place;
    }

    function valueOf(cell, numbers) {
        if (numbers)
            return cell.dataset.v === undefined ? undefined : Number(cell.dataset.v);
        return (cell.querySelector('bdi') || cell).textContent.trim();
    }

    // Each of the rows' cells in a column, in the order in which they came.
    function sort(table, column, descending) {
        const body = table.tBodies[0], rows = [...body.rows];
        const numbers = rows.some(row => row.cells[column].dataset.v !== undefined);
        const keys = rows.map(row => ({row, value: valueOf(row.cells[column], numbers), place: Number(row.dataset.place)}));
        keys.sort((a, b) => compare(a, b, descending ? -1 : 1));
        body.append(...keys.map(key => key.row));
        return keys.map(key => key.row);
    }

    function makeSortable(table, sorted) {
        [...table.tBodies[0].rows].forEach((row, place) => { row.dataset.place = place; });
        const heads = [...table.tHead.rows[0].cells];
        heads.forEach((head, column) => {
            if ('fixed' in head.dataset)
                return;
            const button = document.createElement('button');
            button.type = 'button';
            button.className = 'sort';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
                const was = head.getAttribute('aria-sort'), first = head.dataset.first || 'ascending';
                const other = first === 'ascending' ? 'descending' : 'ascending';
                const now = was === first ? other : first;
                heads.forEach(one => one.removeAttribute('aria-sort'));
                head.setAttribute('aria-sort', now);
                sorted(sort(table, column, now === 'descending'));
            });
        });
    }

    // ---- the table of students, and the heat map, which shows the same ones in the same order ----

    const table = document.getElementById('class');
    const marks = new Map();
    for (const row of document.querySelectorAll('#marks tbody tr'))
        marks.set(row.dataset.i, row);

    function reorder(rows) {
        const body = document.querySelector('#marks tbody');
        if (body)
            body.append(...rows.map(row => marks.get(row.dataset.i)).filter(Boolean));
    }

    for (const one of document.querySelectorAll('table.sortable'))
        makeSortable(one, one === table ? reorder : () => {});

    const filters = document.getElementById('filters');
    if (!table || !filters)
        return;
    const find = document.getElementById('find'), exercise = document.getElementById('of-exercise');
    const outcome = document.getElementById('of-outcome'), shown = document.getElementById('shown');
    const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const before = Number(table.dataset.columns);
    const people = [...table.tBodies[0].rows].map(row => ({
        row,
        text: plain(`${row.cells[0].textContent} ${before > 1 ? row.cells[1].textContent : ''} ${row.dataset.names}`),
        tokens: [...row.cells].filter(cell => cell.dataset.s !== undefined).map(cell => cell.dataset.s.split(' ')),
    }));

    function fits(person, words) {
        if (!words.every(word => person.text.includes(word)))
            return false;
        const chosen = exercise.value === '' ? person.tokens : [person.tokens[exercise.value]];
        // Of one exercise alone: who handed it in.
        const wanted = tokens => outcome.value === '' ? exercise.value === '' || !tokens.includes('missing') : tokens.includes(outcome.value);
        return chosen.some(wanted);
    }

    function filter() {
        const words = plain(find.value).split(/\s+/).filter(Boolean);
        let count = 0;
        for (const person of people) {
            const hidden = !fits(person, words), mark = marks.get(person.row.dataset.i);
            count += !hidden;
            person.row.hidden = hidden;
            if (mark)
                mark.hidden = hidden;
        }
        shown.textContent = shown.dataset.text.replace('%1', count).replace('%2', people.length);
    }

    for (const one of [find, exercise, outcome])
        for (const event of ['input', 'change'])
            one.addEventListener(event, filter);
    document.getElementById('show-all').addEventListener('click', () => {
        find.value = exercise.value = outcome.value = '';
        filter();
        find.focus();
    });
    filters.hidden = false;
    filter(); // browsers keep what was chosen when a page is loaded again
})();
