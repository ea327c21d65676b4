//! Selects the page's tests for each browser. Chromium runs all of them, the others those of
//! features that can differ between engines, or with `--all` every test that they support.

use crate::browser::Browser;

/// Tests of features that can differ between engines, by prefix: the bits of the numbers, opening
/// the pages, workers, frames, keys, storage and the network.
const DIFFERS: &[&str] = &[
    "address::",
    "deprived::",
    "embed::",
    "embed_sandbox::",
    "embed_words::",
    "keyboard::",
    "learn::",
    "offline::",
    "opens::",
    "resilience::",
    "same_bits::",
];

/// Long tests of features that are the same in every browser.
const LONG: &[&str] = &[
    "a_click_in_the_portrait_adds_a_trajectory",
    "a_run_whose_workers_die",
    "a_scan_has_the_native_bits",
    "calibration_is_one_click_and_what_it_gains_stands_beside_it",
    "every_experiment_is_run_drawn_and_scored",
    "every_figure_of_a_scan_is_taken_away_in_every_way",
    "lesson_2_staircase",
    "lesson_3_temperature",
    "lesson_4_anisotropic",
    "lesson_5_surrogates",
    "lesson_6_failure",
    "no_missing_file_leaves",
    "the_focus_is_always_seen",
    "the_points_come_in_one_after_the_other_and_the_scan_can_be_paused",
    "the_trust_report_says_what_does_not_hold",
    "workers_that_die_while_calibrating_or_learning_change_nothing",
];

/// Tests of features that only Chromium can emulate or report: touch, print, user preferences,
/// missing browser features, installation and layout shifts. Also those by axe-core, of transferred
/// bytes and of the texts, whose results are the same in every browser.
const ONLY_IN_CHROMIUM: &[&str] = &[
    "a_finger_drags_the_window_and_scrolls_the_page",
    "a_first_visit_with_one_run_is_light",
    "an_engine_that_stops_is_started_again_once",
    "every_control_is_described_in_every_language",
    "every_language_says_all_that_english_says",
    "every_order_of_actions",
    "nobody_out",
    "nothing_is_shifted_while_the",
    "paper_shows_figures_findings_and_the_link_and_no_controls",
    "storage_that_throws_breaks_nothing",
    "the_portrait_does_not_move_for_those_who_want_no_motion",
    "the_site_can_be_installed",
    "what_is_touched_is_large_enough",
    "without_a_number_of_cores_there_is_one_worker",
];

/// Tests of features that WebKitGTK lacks: its scale is fixed at its start, it imports no modules
/// from `data:` addresses, its window never has the focus and so shows none, its driver hangs on a
/// page that posts messages to itself, and a frame without an origin cannot use the site's files.
const NOT_IN_WEBKIT: &[&str] = &[
    "a_demo_runs_in_a_frame_without_an_origin",
    "a_demo_runs_while_it_is_seen_and_waits_while_it_is_not",
    "an_embed_does_what_the_page_around_it_says",
    "figures_are_as_sharp_as_the_screen_and_follow_its_size",
    "help_comes_up_beside_what_is_pointed_at_reached_or_tapped",
    "the_javascript_is_ours",
    "the_javascript_refuses_what_is_no_point",
    "what_goes_wrong_is_seen_and_heard_even_where_nothing_is_shown",
    "whatever_the_page_around_it_says_an_embed_goes_on",
];

/// Prefixes of the names of the tests that a browser runs; empty for all tests.
pub fn wanted(browser: Browser, all: bool) -> &'static [&'static str] {
    match browser {
        Browser::Chromium => &[],
        _ if all => &[],
        _ => DIFFERS,
    }
}

/// Parts of the names of tests that a browser skips.
pub fn skipped(browser: Browser) -> impl Iterator<Item = &'static str> {
    let lists: &[&[&'static str]] = match browser {
        Browser::Chromium => &[],
        Browser::Firefox => &[LONG, ONLY_IN_CHROMIUM],
        Browser::WebKit => &[LONG, ONLY_IN_CHROMIUM, NOT_IN_WEBKIT],
    };
    lists.iter().copied().flatten().copied()
}
