module gosealing

go 1.19
