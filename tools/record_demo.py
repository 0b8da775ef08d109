"""Make the demo's video and sound anew: an animated pond from Chromium's own recorder, frogs from arithmetic. For developers; needs Playwright.

.venv/bin/python -m tools.record_demo
"""

from __future__ import annotations

import base64
import math
import wave
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.outside import chromium

TARGET = Path(__file__).resolve().parent.parent / "src" / "allmende" / "surfaces" / "demo" / "recordings"
RATE = 8_000
FILM = r"""async () => {
  const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
  [canvas.width, canvas.height] = [640, 360];
  const water = Array.from({ length: 26 }, (_, k) => ({ x: (k * 137) % 640, y: 214 + ((k * 61) % 120), w: 24 + ((k * 29) % 60) }));
  const paint = (t) => {
    const sky = draw.createLinearGradient(0, 0, 0, 220);
    sky.addColorStop(0, "#9fd0ec"); sky.addColorStop(1, "#eef1e2");
    draw.fillStyle = sky; draw.fillRect(0, 0, 640, 360);
    draw.fillStyle = "#ffd426"; draw.beginPath(); draw.arc(520, 80 - 12 * t, 34, 0, 7); draw.fill();
    draw.fillStyle = "#7fbf86"; draw.beginPath(); draw.moveTo(0, 210); draw.quadraticCurveTo(180, 120, 360, 205); draw.quadraticCurveTo(500, 150, 640, 200); draw.lineTo(640, 360); draw.lineTo(0, 360); draw.fill();
    draw.fillStyle = "#b9dca0"; draw.fillRect(0, 205, 640, 155);
    const full = Math.min(1, t * 1.15), high = 30 + 88 * full;
    draw.fillStyle = "#d9b88c"; draw.beginPath(); draw.ellipse(320, 280, 250, 66, 0, 0, 7); draw.fill();
    draw.save(); draw.beginPath(); draw.ellipse(320, 280, 240, 58, 0, 0, 7); draw.clip();
    draw.fillStyle = "#2f7d9b"; draw.fillRect(0, 338 - high, 640, high + 30);
    draw.strokeStyle = "rgb(255 255 255 / .5)"; draw.lineWidth = 3;
    for (const one of water) { const x = (one.x + 90 * t) % 640; if (one.y > 344 - high) { draw.beginPath(); draw.moveTo(x, one.y); draw.lineTo(x + one.w, one.y); draw.stroke(); } }
    draw.restore();
    draw.strokeStyle = "#2f7d5b"; draw.lineWidth = 6; draw.lineCap = "round";
    for (let k = 0; k < 9; k++) { const x = 66 + (k % 5) * 12 + (k > 4 ? 440 : 0), sway = 7 * Math.sin(6.3 * t * 2 + k); draw.beginPath(); draw.moveTo(x, 292); draw.quadraticCurveTo(x, 240, x + sway, 196 + (k % 3) * 12); draw.stroke(); }
    const hop = Math.max(0, (t - 0.55) / 0.3), u = Math.min(1, hop);
    if (hop > 0) { const x = 96 + 210 * u, y = 268 - 110 * Math.sin(Math.PI * u) + 6 * u; draw.fillStyle = "#0a5c43"; draw.beginPath(); draw.ellipse(x, y, 22, 14, -0.5 + u, 0, 7); draw.fill(); draw.beginPath(); draw.arc(x + 14, y - 13, 8, 0, 7); draw.fill(); draw.fillStyle = "#fff"; draw.beginPath(); draw.arc(x + 16, y - 15, 3.5, 0, 7); draw.fill(); }
    if (u === 1) { draw.strokeStyle = "#fff"; draw.lineWidth = 3; for (const r of [0, 1]) { draw.beginPath(); draw.ellipse(306, 284, 30 + 340 * (t - 0.85) + 26 * r, 9 + 70 * (t - 0.85) + 8 * r, 0, 0, 7); draw.stroke(); } }
  };
  const sound = new AudioContext(), out = sound.createMediaStreamDestination(), tone = sound.createOscillator(), loud = sound.createGain();
  tone.type = "triangle"; loud.gain.value = 0; tone.connect(loud).connect(out); tone.start();
  const stream = canvas.captureStream(15);
  stream.addTrack(out.stream.getAudioTracks()[0]);
  const parts = [], recorder = new MediaRecorder(stream, { mimeType: "video/webm;codecs=vp9,opus", videoBitsPerSecond: 160000, audioBitsPerSecond: 24000 });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const stopped = new Promise((done) => recorder.addEventListener("stop", done));
  paint(0); recorder.start();
  const began = performance.now();
  [392, 440, 523, 587, 523, 659, 587, 784].forEach((pitch, k) => { const at = sound.currentTime + 0.2 + k * 0.85; tone.frequency.setValueAtTime(pitch, at); loud.gain.setValueAtTime(0.16, at); loud.gain.exponentialRampToValueAtTime(0.001, at + 0.75); });
  for (let t = 0; t < 1; ) { t = (performance.now() - began) / 7500; paint(Math.min(t, 1)); await new Promise((done) => setTimeout(done, 60)); }
  recorder.stop(); await stopped;
  const shot = document.createElement("canvas"); [shot.width, shot.height] = [640, 360]; paint(0.72); shot.getContext("2d").drawImage(canvas, 0, 0);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = ""; for (const byte of bytes) text += String.fromCharCode(byte);
  return [btoa(text), shot.toDataURL("image/jpeg", 0.85).split(",")[1]];
}"""


def croaks(seconds: float = 6) -> bytes:
    """Two frogs that answer each other, as samples of eight bits."""
    samples = bytearray()
    for n in range(int(RATE * seconds)):
        t = n / RATE
        value = 0.0
        for offset, pitch, rough in ((0.0, 210, 32), (0.62, 160, 24)):
            within = (t - offset) % 1.5
            if 0 < within < 0.42 and t > offset:
                envelope = math.sin(math.pi * within / 0.42)
                value += envelope * math.sin(2 * math.pi * pitch * t) * (0.5 + 0.5 * math.sin(2 * math.pi * rough * t))
        samples.append(int(128 + 60 * value))
    return bytes(samples)


def record() -> None:
    """Write `pond.webm`, `pond.jpg` and `frogs.wav` to the demo's folder."""
    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        page = browser.new_page()
        film, shot = page.evaluate(FILM)
        browser.close()
    (TARGET / "pond.webm").write_bytes(base64.b64decode(film))
    (TARGET / "pond.jpg").write_bytes(base64.b64decode(shot))
    with wave.open(str(TARGET / "frogs.wav"), "wb") as sound:
        sound.setparams((1, 1, RATE, 0, "NONE", ""))
        sound.writeframes(croaks())


if __name__ == "__main__":
    record()
