// The work of SaveVault and UnlockVault with Go's standard library alone, on vaults of the same format:
//
//	gosealing seal DIRECTORY FILE
//	gosealing open FILE DIRECTORY
//
// The passphrase comes from the environment variable TAZPOD_PASSPHRASE.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	saltSize   = 32
	nonceSize  = 12
	iterations = 100_000
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: gosealing seal DIRECTORY FILE | gosealing open FILE DIRECTORY")
		os.Exit(2)
	}
	var err error
	switch os.Args[1] {
	case "seal":
		err = seal(os.Args[2], os.Args[3])
	case "open":
		err = open(os.Args[2], os.Args[3])
	default:
		err = fmt.Errorf("unknown command %q", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func seal(directory, file string) error {
	var packed bytes.Buffer
	if err := pack(directory, &packed); err != nil {
		return err
	}
	content := sha256.Sum256(packed.Bytes())
	prefix := make([]byte, saltSize+nonceSize)
	if _, err := rand.Read(prefix); err != nil {
		return err
	}
	gcm, err := cipherFor(prefix[:saltSize])
	if err != nil {
		return err
	}
	image := gcm.Seal(prefix, prefix[saltSize:], packed.Bytes(), nil)
	if err := os.WriteFile(filepath.Join(filepath.Dir(file), "last-content.hash"), []byte(hex.EncodeToString(content[:])), 0o600); err != nil {
		return err
	}
	return writeFlushed(file, image)
}

func open(file, directory string) error {
	image, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	gcm, err := cipherFor(image[:saltSize])
	if err != nil {
		return err
	}
	packed, err := gcm.Open(nil, image[saltSize:saltSize+nonceSize], image[saltSize+nonceSize:], nil)
	if err != nil {
		return err
	}
	return unpack(bytes.NewReader(packed), directory)
}

func pack(directory string, destination io.Writer) error {
	packer := gzip.NewWriter(destination)
	archive := tar.NewWriter(packer)
	err := filepath.WalkDir(directory, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == directory {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		header, err := tar.FileInfoHeader(info, "")
		if err != nil {
			return err
		}
		if header.Name, err = filepath.Rel(directory, path); err != nil {
			return err
		}
		if err := archive.WriteHeader(header); err != nil || info.IsDir() {
			return err
		}
		source, err := os.Open(path)
		if err != nil {
			return err
		}
		defer source.Close()
		_, err = io.Copy(archive, source)
		return err
	})
	if err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return packer.Close()
}

func unpack(packed io.Reader, directory string) error {
	unpacker, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	archive := tar.NewReader(unpacker)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		path := filepath.Join(directory, header.Name)
		if header.Typeflag == tar.TypeDir {
			if err := os.MkdirAll(path, 0o700); err != nil {
				return err
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fs.FileMode(header.Mode).Perm())
		if err != nil {
			return err
		}
		if _, err := io.Copy(file, archive); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
}

func writeFlushed(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(content); err != nil {
		return err
	}
	return file.Sync()
}

func cipherFor(salt []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(derive([]byte(os.Getenv("TAZPOD_PASSPHRASE")), salt))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// PBKDF2-HMAC-SHA256 with one block of output: the key has the size of the hash.
func derive(passphrase, salt []byte) []byte {
	mac := hmac.New(sha256.New, passphrase)
	mac.Write(salt)
	mac.Write([]byte{0, 0, 0, 1})
	round := mac.Sum(nil)
	key := append([]byte(nil), round...)
	for i := 1; i < iterations; i++ {
		mac.Reset()
		mac.Write(round)
		round = mac.Sum(round[:0])
		for j := range key {
			key[j] ^= round[j]
		}
	}
	return key
}
