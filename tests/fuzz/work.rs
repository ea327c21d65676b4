//! Measures work by allocated memory. Long work in this crate always allocates, and unlike time
//! memory is the same on every machine.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Most bytes that one input may allocate in total, and at once.
const MOST: usize = 1 << 30;
const MOST_AT_ONCE: usize = 100 << 20;

thread_local! {
    static TAKEN: Cell<usize> = const { Cell::new(0) };
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = HELD.try_with(|held| held.set(held.get().saturating_sub(layout.size())));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn count(bytes: usize) {
    let _ = TAKEN.try_with(|taken| taken.set(taken.get().saturating_add(bytes)));
    let _ = HELD.try_with(|held| {
        held.set(held.get().saturating_add(bytes));
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

/// Does some work. Fails if it was too much.
pub fn bounded(work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    TAKEN.set(0);
    HELD.set(0);
    PEAK.set(0);
    work()?;
    let (taken, peak) = (TAKEN.get() >> 20, PEAK.get() >> 20);
    if TAKEN.get() > MOST || PEAK.get() > MOST_AT_ONCE {
        return Err(format!(
            "it takes {taken} MB in all and {peak} MB at once, which is too much work"
        ));
    }
    Ok(())
}
