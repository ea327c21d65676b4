//! Runs other programs, and names the project's folders.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The project's root folder.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Cargo's target folder for native code.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The user's cache folder, for files that outlive a checkout.
pub fn cache_dir() -> PathBuf {
    env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(target_dir)
        .join("stepsieve")
}

/// The cargo that runs this program, at the project's root.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The path of a program on the `PATH`, if installed.
pub fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

/// Runs a program and shows its output; a non-zero exit status is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot run {}", describe(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a program and shows its output; returns its exit status and standard output.
pub fn run_and_read(command: &mut Command) -> Result<(ExitStatus, String)> {
    let name = describe(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {name}"))?;
    let mut written = String::new();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line.with_context(|| format!("cannot read the output of {name}"))?;
        println!("{line}");
        written += &line;
        written.push('\n');
    }
    Ok((child.wait()?, written))
}

/// Returns a program's standard output, trimmed; the error of a failure holds its standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", describe(command)))?;
    if !output.status.success() {
        bail!(
            "{} failed ({}):\n{}",
            describe(command),
            output.status,
            last_lines(&String::from_utf8_lossy(&output.stderr), 12)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program that downloads, and ends it after `patience` without progress: no output and no
/// change in the size of its download folder.
pub fn run_while_moving(command: &mut Command, downloads: &Path, patience: Duration) -> Result<()> {
    let name = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {name}"))?;
    let said = count_bytes(&mut child);
    let (mut last, mut since) = (None, Instant::now());
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("{name} failed ({status})");
        }
        let now = Some((said.load(Ordering::Relaxed), folder_size(downloads)));
        if now != last {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            bail!("{name} made no progress for {} seconds", patience.as_secs());
        }
        thread::sleep(Duration::from_millis(100));
    }
}

fn count_bytes(child: &mut Child) -> Arc<AtomicU64> {
    let count = Arc::new(AtomicU64::new(0));
    if let Some(mut stderr) = child.stderr.take() {
        let count = count.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = stderr.read(&mut buffer) {
                count.fetch_add(length as u64, Ordering::Relaxed);
            }
        });
    }
    count
}

fn folder_size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .sum()
}

fn describe(command: &Command) -> String {
    let mut text = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    format!("`{text}`")
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended() {
        let start = Instant::now();
        let mut hanging = Command::new("sleep");
        let patience = Duration::from_millis(200);
        let ended = run_while_moving(hanging.arg("60"), Path::new("/no/such/folder"), patience);
        assert!(ended.unwrap_err().to_string().contains("no progress"));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_fails_says_why() {
        let failed = output(Command::new("sh").args(["-c", "echo because >&2; exit 3"]));
        assert!(failed.unwrap_err().to_string().contains("because"));
    }
}
