//! A naive evaluator of formulas, independent of the crate's: it parses, and computes value and
//! slope, in one pass.

use super::exact::Dual;
use super::identity;
use std::collections::BTreeMap;

/// The value and the slope along variable `axis` at a point; `None` if the text cannot be parsed.
pub fn value(text: &str, variables: &[&str], at: &[f64], axis: usize) -> Option<Dual> {
    let text = plain(text);
    let mut parts = text.split(';').filter(|part| !part.trim().is_empty());
    let formula = without_heading(parts.next()?);
    let mut names = BTreeMap::new();
    names.insert("pi".to_owned(), Dual::constant(std::f64::consts::PI));
    names.insert("e".to_owned(), Dual::constant(std::f64::consts::E));
    for (i, name) in variables.iter().enumerate() {
        let mut dual = Dual::constant(at[i]);
        dual.slope.value = if i == axis { 1.0 } else { 0.0 };
        names.insert((*name).to_owned(), dual);
    }
    let mut left: Vec<(&str, &str)> = Vec::new();
    for part in parts {
        let (name, value) = part.split_once('=')?;
        let value = value.split('[').next()?.trim();
        left.push((name.trim(), value.strip_suffix("in").unwrap_or(value)));
    }
    // A definition may use others, in any order.
    while !left.is_empty() {
        let before = left.len();
        left.retain(|(name, text)| match whole(text, &names) {
            Some(value) => names.insert((*name).to_owned(), value).is_some(),
            None => true,
        });
        if left.len() == before {
            return None;
        }
    }
    whole(formula, &names)
}

/// Other spellings of the signs, and lines that go on.
fn plain(text: &str) -> String {
    let text = text.replace("**", "^");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '$');
    let text: String = text
        .replace('−', "-")
        .replace(['·', '×'], "*")
        .replace('²', "^2 ")
        .replace('³', "^3 ")
        .replace('π', " pi ")
        .replace('√', " sqrt ")
        .replace('≤', "<=")
        .replace('≥', ">=")
        .replace('{', "(")
        .replace('}', ")");
    let mut whole = String::new();
    for line in text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let goes_on = line.starts_with(['+', '-', '*', '/', '^', ',', ')', '<', '>'])
            || whole.ends_with(['+', '-', '*', '/', '^', ',', '(', '=', '<', '>']);
        whole += if whole.is_empty() || goes_on {
            " "
        } else {
            ";"
        };
        whole += line;
    }
    whole
}

/// The formula after `V =` or `V(q) =`.
fn without_heading(formula: &str) -> &str {
    let Some((head, rest)) = formula.split_once('=') else {
        return formula;
    };
    let named = ["V", "U", "E", "energy", "potential"].contains(&head.trim());
    match named || head.trim().ends_with(')') {
        true => rest,
        false => formula,
    }
}

/// The value of a whole text.
fn whole(text: &str, names: &BTreeMap<String, Dual>) -> Option<Dual> {
    let text: Vec<char> = text.chars().collect();
    let mut reader = Reader {
        text: &text,
        at: 0,
        names: names.clone(),
    };
    let value = reader.any()?;
    (reader.next() == '\0').then_some(value)
}

struct Reader<'a> {
    text: &'a [char],
    at: usize,
    names: BTreeMap<String, Dual>,
}

impl Reader<'_> {
    /// The next character that is no space; `'\0'` at the end.
    fn next(&mut self) -> char {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or('\0')
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.next() == c;
        self.at += usize::from(found);
        found
    }

    /// True if this word follows; it is taken then.
    fn take_word(&mut self, word: &str) -> bool {
        self.next();
        let at = self.at;
        let found = self.name().is_some_and(|name| name == word);
        if !found {
            self.at = at;
        }
        found
    }

    /// Conditions joined by `or`, or a sum.
    fn any(&mut self) -> Option<Dual> {
        let mut any = self.all()?;
        while self.take_word("or") {
            let one = Dual::constant(1.0);
            any = identity::chosen(any, one, self.all()?);
        }
        Some(any)
    }

    /// Conditions joined by `and`, or a sum.
    fn all(&mut self) -> Option<Dual> {
        let mut all = self.compared()?;
        while self.take_word("and") {
            all = identity::chosen(all, self.compared()?, Dual::constant(0.0));
        }
        Some(all)
    }

    /// A sum, or neighbours compared in a row.
    fn compared(&mut self) -> Option<Dual> {
        let mut left = self.sum()?;
        let mut all = None;
        while matches!(self.next(), '<' | '>') {
            let mut sign = self.next().to_string();
            self.at += 1;
            if self.text.get(self.at) == Some(&'=') {
                self.at += 1;
                sign.push('=');
            }
            let right = self.sum()?;
            let holds = identity::compared(&sign, left, right);
            let before = all.unwrap_or(Dual::constant(1.0));
            all = Some(identity::chosen(before, holds, Dual::constant(0.0)));
            left = right;
        }
        Some(all.unwrap_or(left))
    }

    fn sum(&mut self) -> Option<Dual> {
        let mut sum = self.product()?;
        loop {
            if self.take('+') {
                sum = sum.add(self.product()?);
            } else if self.take('-') {
                sum = sum.add(self.product()?.negative());
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Dual> {
        let mut product = self.signed()?;
        loop {
            if self.take('*') {
                product = product.times(self.signed()?);
            } else if self.take('/') {
                product = product.over(self.signed()?);
            } else {
                return Some(product);
            }
        }
    }

    fn signed(&mut self) -> Option<Dual> {
        if self.take('-') {
            return Some(self.signed()?.negative());
        }
        if self.take('+') {
            return self.signed();
        }
        self.power()
    }

    fn power(&mut self) -> Option<Dual> {
        let base = self.operand()?;
        match self.take('^') {
            true => Some(base.power(self.signed()?)),
            false => Some(base),
        }
    }

    fn operand(&mut self) -> Option<Dual> {
        let c = self.next();
        if self.take('(') {
            let inner = self.any()?;
            return self.take(')').then_some(inner);
        }
        if c.is_ascii_digit() || c == '.' {
            return Some(Dual::constant(self.number()?));
        }
        if self.take('|') {
            let inner = self.any()?;
            return self.take('|').then(|| inner.call("abs"))?;
        }
        let name = self.name()?;
        if name == "sum" {
            return self.written_out();
        }
        let is_called = self.next() == '(' && identity::is_one(&name);
        if self.names.contains_key(&name) && !is_called {
            return self.names.get(&name).copied();
        }
        self.take('(').then_some(())?;
        let mut arguments = vec![self.any()?];
        while self.take(',') {
            arguments.push(self.any()?);
        }
        self.take(')').then_some(())?;
        match arguments.as_slice() {
            [one] => one.call(&name).or_else(|| identity::of_one(&name, *one)),
            [one, other] => identity::of_two(&name, *one, *other),
            [one, two, three] if name == "if" => Some(identity::chosen(*one, *two, *three)),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<f64> {
        self.next();
        let start = self.at;
        let is_part = |at: usize, text: &[char]| {
            let (c, before) = (text[at], text[at.saturating_sub(1)]);
            c.is_ascii_digit()
                || matches!(c, '.' | 'e' | 'E')
                || (matches!(c, '+' | '-') && at > start && matches!(before, 'e' | 'E'))
        };
        while self.at < self.text.len() && is_part(self.at, self.text) {
            self.at += 1;
        }
        let text: String = self.text[start..self.at].iter().collect();
        text.parse().ok().filter(|x: &f64| x.is_finite())
    }

    fn name(&mut self) -> Option<String> {
        let start = self.at;
        while self
            .text
            .get(self.at)
            .is_some_and(|c| c.is_alphanumeric() || *c == '_')
        {
            self.at += 1;
        }
        (self.at > start).then(|| self.text[start..self.at].iter().collect())
    }

    fn bound(&mut self) -> Option<i64> {
        self.take(',').then_some(())?;
        let sign = if self.take('-') { -1.0 } else { 1.0 };
        Some((sign * self.number()?) as i64)
    }

    /// The arguments of `sum`, evaluated term by term.
    fn written_out(&mut self) -> Option<Dual> {
        self.take('(').then_some(())?;
        self.next();
        let index = self.name()?;
        let (from, to) = (self.bound()?, self.bound()?);
        self.take(',').then_some(())?;
        let (start, outer) = (self.at, self.names.get(&index).copied());
        let mut sum = Dual::constant(0.0);
        for i in from..=to {
            self.at = start;
            self.names.insert(index.clone(), Dual::constant(i as f64));
            sum = sum.add(self.any()?);
        }
        match outer {
            Some(outer) => self.names.insert(index, outer),
            None => self.names.remove(&index),
        };
        self.take(')').then_some(sum)
    }
}
