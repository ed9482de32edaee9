import ChanceryCommands

CommandLineProgram.main()
